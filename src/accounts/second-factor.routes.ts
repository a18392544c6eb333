import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ErrorReply, actorOf, signedInUser } from '../lib/http/index.ts';
import {
  PresentPassword,
  RecoveryCodes,
  SecondFactorBegun,
  SecondFactorConfirmation,
} from './accounts.schema.ts';
import { sessionRequired } from './auth.errors.ts';
import type { LimitTries } from './create-limit-tries.ts';
import type { ProvePassword } from './prove-password.ts';
import type { SecondFactors } from './second-factor.ts';

export type SecondFactorRoutesDeps = {
  readonly secondFactors: SecondFactors;
  readonly provePassword: ProvePassword;
  readonly limitTries: LimitTries;
};

const TAGS = { tags: ['auth'] };

/** `/auth/second-factor`: the own one. */
export function secondFactorRoutes(deps: SecondFactorRoutesDeps): FastifyPluginAsyncZod {
  const { secondFactors, provePassword, limitTries } = deps;
  return async (app) => {
    app.post(
      '/auth/second-factor',
      {
        schema: {
          ...TAGS,
          summary: 'Begin to set up a second factor',
          body: PresentPassword,
          response: { 201: SecondFactorBegun, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request);
        const { currentPassword } = request.body;
        const user = await limitTries(request.ip, () => provePassword(actor, currentPassword));
        const begun = await secondFactors.begin(actor, user);
        return await reply.code(201).send(begun);
      },
    );

    app.post(
      '/auth/second-factor/confirm',
      {
        schema: {
          ...TAGS,
          summary: 'Turn the second factor on with its first code',
          body: SecondFactorConfirmation,
          response: { 200: RecoveryCodes, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { code } = request.body;
        const recoveryCodes = await limitTries(request.ip, () =>
          secondFactors.confirm(actorOf(request), ownUser(request), code),
        );
        return { recoveryCodes };
      },
    );

    app.delete(
      '/auth/second-factor',
      {
        schema: {
          ...TAGS,
          summary: 'Turn the own second factor off',
          body: PresentPassword,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request);
        const { currentPassword } = request.body;
        const user = await limitTries(request.ip, () => provePassword(actor, currentPassword));
        await secondFactors.remove(actor, user);
        return await reply.code(204).send();
      },
    );
  };
}

/** @throws AppError `auth.required` for the command line and programs, which have no password */
function ownUser(request: Parameters<typeof signedInUser>[0]): { id: string; username: string } {
  const { id, username } = signedInUser(request);
  if (id === null) throw sessionRequired();
  return { id, username };
}
