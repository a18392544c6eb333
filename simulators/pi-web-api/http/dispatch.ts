import { WriteError } from '../archive/model.ts';
import { PlantError } from '../plant/index.ts';
import { TimeError } from '../time/time-error.ts';
import { apiError, frameworkError, PiError } from './errors.ts';
import { parseQuery, textOf } from './query.ts';
import type { Method, PiReply, PiRoute } from './route.ts';
import { createRouter } from './router.ts';
import { selectFields } from './select-fields.ts';

/** A request below `/piwebapi`, from the socket or from inside a batch. */
export type Call = {
  readonly method: string;
  /** Path and query below the base, e.g. `/points?path=…`. */
  readonly url: string;
  readonly body: unknown;
  readonly baseUrl: string;
  readonly user: string;
};

/** Answers calls from a table of routes. Never throws: every failure becomes the vendor's reply. */
export function createDispatcher(
  routes: readonly PiRoute[],
  onDefect: (error: unknown) => void,
): (call: Call) => Promise<PiReply> {
  const match = createRouter(routes);

  return async function dispatch(call: Call): Promise<PiReply> {
    try {
      return await answer(call);
    } catch (error) {
      const known = toPiError(error);
      if (!known) onDefect(error);
      const { status, headers, body } = known ?? INTERNAL;
      return { status, headers, body };
    }
  };

  async function answer(call: Call): Promise<PiReply> {
    const mark = call.url.indexOf('?');
    const path = mark < 0 ? call.url : call.url.slice(0, mark);
    const found = match(call.method, path);
    if (found.kind === 'unknown') {
      throw frameworkError(
        404,
        `No HTTP resource was found that matches the request URI '${call.baseUrl}${path}'.`,
      );
    }
    if (found.kind === 'wrong-method') {
      throw frameworkError(
        405,
        `The requested resource does not support http method '${call.method}'.`,
      );
    }
    const query = parseQuery(mark < 0 ? '' : call.url.slice(mark + 1));
    const { route, params } = found;
    const method: Method = route.method;
    const { baseUrl, url, body, user } = call;
    const reply = await route.handle({ method, params, query, body, baseUrl, url, user });
    const selectedFields = textOf(query, 'selectedFields');
    return selectedFields === undefined || reply.body === undefined
      ? reply
      : { ...reply, body: selectFields(reply.body, selectedFields) };
  }
}

const INTERNAL = apiError(
  500,
  'An error has occurred. The details are kept from callers unless the server is in debug mode.',
);
const PLANT_STATUS = { not_found: 404, conflict: 409, invalid: 400 } as const;

/** What a failure means to the client; `undefined` for a defect of the server itself. */
function toPiError(error: unknown): PiError | undefined {
  if (error instanceof PiError) return error;
  if (error instanceof TimeError) return apiError(400, error.message);
  if (error instanceof PlantError) return apiError(PLANT_STATUS[error.kind], error.message);
  if (error instanceof WriteError) return apiError(409, error.message);
  return undefined;
}
