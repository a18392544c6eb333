import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Clock, Logger } from '#sdk';
import { assertNotDeep } from './assert-not-deep.ts';
import { createAssertHost } from './create-assert-host.ts';
import { guardRoutes } from './authenticate.ts';
import type { Authenticator } from './authenticate.ts';
import { errorReply, statusOf, toAppError } from './error-reply.ts';
import { requestMalformed, routeNotFound } from './http.errors.ts';
import { limitRequests } from './limit-requests.ts';
import { registerOpenApi } from './openapi.ts';
import { assertSameOrigin } from './same-origin.ts';
import { PERMISSIONS_POLICY, bareAnswerHeaders, securityHeaders } from './security-headers.ts';

/** A message of 100 kB must pass; more than this is nobody's message. */
const BODY_LIMIT_BYTES = 1024 * 1024;
/** A request has come as a whole by then, or whoever sends it so slowly only holds a connection. */
const REQUEST_WITHIN_MS = 30_000;
/** Who sent what is no HTTP has that long to read the answer; then the connection is gone, whatever the other end does. */
const LINGER_MS = 1_000;
/** An id of 128 characters passes, whatever they are and however they are encoded. */
const PARAM_CHARACTERS = 2_000;
/** Who may not, who is locked out, who asks too often: what somebody who watches the log wants to see. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 423, 429]);

export type HttpServerDeps = {
  readonly log: Logger;
  readonly authenticator: Authenticator;
  /** The address or name it will listen on; by default this machine alone reaches it. */
  readonly host?: string | undefined;
  /** The address users see, when it is not the one listened on. */
  readonly publicUrl?: string | undefined;
  /** Addresses of the proxies that may say whom a request comes from. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly clock?: Clock;
  /** Told of every answer. Must not throw. */
  readonly onAnswer?: (answer: HttpAnswer) => void;
};

export type HttpAnswer = {
  readonly method: string;
  /** As registered, such as `/api/v1/triggers/:id`; undefined when there is nothing at the address. */
  readonly route: string | undefined;
  readonly status: number;
  readonly ms: number;
};

/**
 * The HTTP server without routes: the one error form, request ids, the access table in front of everything,
 * same-origin changes only, security headers, OpenAPI. Features register their routes on it; it does not listen.
 */
export async function createHttpServer(deps: HttpServerDeps): Promise<FastifyInstance> {
  const {
    log,
    authenticator,
    host = '127.0.0.1',
    publicUrl,
    trustedProxies = [],
    clock = () => new Date(),
    onAnswer,
  } = deps;
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const isHttps = publicOrigin?.startsWith('https:') === true;
  const assertHost = createAssertHost(host, publicUrl);
  const bareHeaders = bareAnswerHeaders(isHttps);

  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    // Its own answer while it stops has another form; what still comes on an open connection is answered as ever.
    return503OnClosing: false,
    requestTimeout: REQUEST_WITHIN_MS,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: PARAM_CHARACTERS },
    frameworkErrors: (_error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply
        .code(400)
        .headers(bareHeaders)
        .header('x-request-id', request.id)
        .send(errorReply(requestMalformed(), request.id));
    },
    clientErrorHandler: (_error, socket) => {
      if (!socket.writable) return;
      const requestId = randomUUID();
      const body = JSON.stringify(errorReply(requestMalformed(), requestId));
      const headers = {
        ...bareHeaders,
        'x-request-id': requestId,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        connection: 'close',
      };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`);
      setTimeout(() => socket.destroy(), LINGER_MS).unref();
    },
  });
  // Only JSON is read: what a plain HTML form on another site can send is refused before it is looked at.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  app.setErrorHandler((thrown, request, reply) => {
    const error = toAppError(thrown, request.routeOptions.bodyLimit ?? BODY_LIMIT_BYTES);
    const status = statusOf(error);
    const { method, id: requestId } = request;
    if (REFUSALS.has(status)) {
      const details = { requestId, method, route: routeOf(request), status, code: error.code };
      log.info({ ...details, address: request.ip }, 'A request was refused');
    }
    if (status >= 500) {
      // Without the query: people search for what is theirs.
      const [path] = request.url.split('?');
      const details = { error: error.cause ?? error, requestId, method, path };
      // What a data source or the network did not answer is no failure of ours.
      if (error.kind === 'internal') log.error(details, 'A request failed');
      else log.warn(details, 'A request failed, since what it asked did not answer');
    }
    const retryAfter = error.details['retryAfterSeconds'];
    if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
    return reply.code(status).send(errorReply(error, request.id));
  });
  app.setNotFoundHandler(() => {
    throw routeNotFound();
  });

  await app.register(helmet, securityHeaders(isHttps));
  app.addHook('onRequest', async (request, reply) => {
    reply
      .header('permissions-policy', PERMISSIONS_POLICY)
      .header('cache-control', 'no-store')
      .header('x-request-id', request.id);
    assertHost(request);
    assertSameOrigin(request, publicOrigin);
  });
  app.addHook('preValidation', async ({ body }) => assertNotDeep(body));
  app.addHook('onResponse', async (request, reply) => {
    const { method, id: requestId } = request;
    const { statusCode: status, elapsedTime: ms } = reply;
    const route = routeOf(request);
    log.debug({ requestId, method, route, status, ms }, 'A request was answered');
    onAnswer?.({ method, route, status, ms });
  });
  await app.register(cookie);
  guardRoutes(app, authenticator);
  limitRequests(app, clock);
  await registerOpenApi(app);
  return app;
}

/** As registered, so that no address somebody typed gets into the log; undefined where there is none. */
function routeOf(request: FastifyRequest): string | undefined {
  return request.is404 ? undefined : request.routeOptions.url;
}
