import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from '#sdk';
import { guardRoutes } from './authenticate.ts';
import type { Authenticator } from './authenticate.ts';
import { errorReply, statusOf, toAppError } from './error-reply.ts';
import { requestMalformed, routeNotFound } from './http.errors.ts';
import { registerOpenApi } from './openapi.ts';
import { assertSameOrigin } from './same-origin.ts';

/** A message of 100 kB must pass; more than this is nobody's message. */
const BODY_LIMIT_BYTES = 1024 * 1024;

export type HttpServerDeps = {
  readonly log: Logger;
  readonly authenticator: Authenticator;
  /** The address users see, when it is not the one listened on. */
  readonly publicUrl?: string | undefined;
};

/**
 * The HTTP server without routes: the one error form, request ids, the access table in front of everything,
 * same-origin changes only, security headers, OpenAPI. Features register their routes on it; it does not listen.
 */
export async function createHttpServer(deps: HttpServerDeps): Promise<FastifyInstance> {
  const { log, authenticator, publicUrl } = deps;
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const headers = securityHeaders(publicOrigin?.startsWith('https:') === true);

  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (_error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.code(400).send(errorReply(requestMalformed(), request.id));
    },
    clientErrorHandler: (_error, socket) => {
      if (!socket.writable) return;
      const body = JSON.stringify(errorReply(requestMalformed(), randomUUID()));
      socket.end(
        `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json; charset=utf-8\r\n` +
          `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
    },
  });
  // Only JSON is read: what a plain HTML form on another site can send is refused before it is looked at.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  app.setErrorHandler((thrown, request, reply) => {
    const error = toAppError(thrown, BODY_LIMIT_BYTES);
    const status = statusOf(error);
    if (status >= 500) {
      const { method, url, id: requestId } = request;
      log.error({ error: error.cause ?? error, requestId, method, url }, 'A request failed');
    }
    const retryAfter = error.details['retryAfterSeconds'];
    if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
    return reply.code(status).send(errorReply(error, request.id));
  });
  app.setNotFoundHandler(() => {
    throw routeNotFound();
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers).header('x-request-id', request.id);
    assertSameOrigin(request, publicOrigin);
  });
  await app.register(cookie);
  guardRoutes(app, authenticator);
  await registerOpenApi(app);
  return app;
}

function securityHeaders(isHttps: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy':
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    'cache-control': 'no-store',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
