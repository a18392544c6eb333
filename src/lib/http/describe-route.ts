import type { FastifySchema } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { accessOf } from './access.ts';
import { ErrorReply } from './error-reply.ts';

type Route = Parameters<typeof jsonSchemaTransform>[0];
type Described = FastifySchema & { hide?: boolean; description?: string };

/**
 * A route as OpenAPI describes it: from its own schemas, and from the access table who may call it. Every route may
 * answer with an error in the one form.
 */
export function describeRoute(route: Route): ReturnType<typeof jsonSchemaTransform> {
  const own = route.schema as Described | undefined;
  if (!own || own.hide) return { schema: { hide: true }, url: route.url };
  const [method = 'GET'] = [route.route.method].flat();
  const access = accessOf(method, route.url) ?? 'admin';
  const response = {
    '4xx': ErrorReply,
    '5xx': ErrorReply,
    ...(own.response as object | undefined),
  };
  const who = access === 'anyone' ? { security: [] } : { 'x-role': access };
  const description = [own.description, whoMayCall(access)].filter(Boolean).join('\n\n');
  return jsonSchemaTransform({ ...route, schema: { ...own, ...who, description, response } });
}

function whoMayCall(access: string): string {
  if (access === 'anyone') return 'Needs no session.';
  return `Needs the role \`${access}\`${access === 'admin' ? '' : ' or a higher one'}.`;
}
