import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createPlant, type Plant } from '../plant/index.ts';
import { createAnnotationStore } from './annotation-store.ts';
import { authenticate } from './authenticate.ts';
import type { InnerRequest } from './batch.ts';
import { registerChannels } from './channels.ts';
import { createDispatcher } from './dispatch.ts';
import { frameworkError, PiError } from './errors.ts';
import { parseLenientJson } from './lenient-json.ts';
import { createMisbehaviour, failureBody, type Misbehaviour } from './misbehaviour.ts';
import { createRandom } from './random.ts';
import { createRateLimiter } from './rate-limit.ts';
import type { PiReply, PiRequest, PiRoute } from './route.ts';
import { allRoutes } from './routes.ts';
import type { PiWebApiOptions } from './server-options.ts';
import { registerSteering } from './steering.ts';
import { createUpdateStore } from './streams/update-store.ts';
import type { World } from './world.ts';

const BASE = '/piwebapi';
const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The server before it listens: for `inject`, and for `startPiWebApi`. */
export type PiWebApiServer = {
  readonly app: FastifyInstance;
  readonly plant: Plant;
  readonly misbehaviour: Misbehaviour;
  /** Every operation but the channels: what the conformance test walks. */
  readonly routes: readonly PiRoute[];
};

/** Builds plant and server. `https` holds key and certificate when it shall speak TLS. */
export async function createPiWebApiServer(
  options: PiWebApiOptions = {},
  https?: { readonly key: string; readonly cert: string },
): Promise<PiWebApiServer> {
  const { seed = 1, points, clock = Date.now, timeZone, log = () => {} } = options;
  const auth = options.auth ?? { kind: 'basic', user: 'demo', password: 'demo' };
  const plant = createPlant({
    seed,
    clock,
    ...(points === undefined ? {} : { points }),
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  const world: World = {
    plant,
    maxItems: options.maxItems ?? 150_000,
    startedAtMs: Date.now(),
    productTitle: 'PI Web API 2019 SP1',
    productVersion: '1.13.0.6298',
    authKind: auth.kind,
    annotations: createAnnotationStore(clock),
    updates: createUpdateStore(plant),
    channels: new Map(),
  };
  const misbehaviour = createMisbehaviour(
    { latencyMs: options.latencyMs ?? 0, failRate: options.failRate ?? 0, hang: options.hang ?? 0 },
    createRandom(seed),
  );
  const countRequest = createRateLimiter(
    options.rateLimit ?? { maxRequests: 1000, durationMs: 1000 },
    () => performance.now(),
  );
  const routes = allRoutes(world, runInner);
  const dispatch = createDispatcher(routes, (error) =>
    log({
      message: 'A request failed by a defect of the simulator.',
      error: String(error),
      stack: stackOf(error),
    }),
  );
  const maxHeaderSize = 128 * 1024;
  const app = Fastify({
    // The limit on URLs is this server's own to refuse, with an answer.
    ...(https ? { https: { ...https, maxHeaderSize } } : { http: { maxHeaderSize } }),
    logger: false,
    bodyLimit: options.maxBodyBytes ?? 10 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 20_000 },
    exposeHeadRoutes: false,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    if (error instanceof PiError) return send(reply, error);
    const status = error.statusCode ?? 500;
    if (status >= 500) log({ message: 'A request failed outside the API.', error: error.message });
    const text = status === 413 ? 'The request entity is too large.' : 'The request is invalid.';
    return send(reply, frameworkError(status, text));
  });
  app.setNotFoundHandler((request, reply) =>
    send(
      reply,
      frameworkError(
        404,
        `No HTTP resource was found that matches the request URI '${request.url}'.`,
      ),
    ),
  );
  const maxUrlLength = options.maxUrlLength ?? 16_384;
  registerSteering(app, misbehaviour);
  await registerChannels(app, world, {
    base: BASE,
    intervalMs: options.channelIntervalMs ?? 1000,
    admit: (request) => admit(request),
  });
  app.route({ method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], url: BASE, handler: serve });
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: `${BASE}/*`,
    handler: serve,
  });
  return { app, plant, misbehaviour, routes };

  /** What every request must pass before it is looked at: URL length, rate, name, CSRF header. */
  function admit(request: FastifyRequest): string {
    if (request.url.length > maxUrlLength)
      throw frameworkError(414, 'The request URL is too long.');
    countRequest(request.ip);
    const user = authenticate(auth, request.headers.authorization);
    if (WRITES.has(request.method) && request.headers['x-requested-with'] === undefined) {
      throw frameworkError(403, "The request is blocked: it lacks the header 'X-Requested-With'.");
    }
    return user;
  }

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const fate = misbehaviour.decide(request.url);
    if (fate.latencyMs > 0) await wait(fate.latencyMs);
    if (fate.hang) return reply.hijack();
    if (fate.status !== undefined) {
      return send(reply, {
        status: fate.status,
        body: failureBody(fate.status),
        headers:
          fate.retryAfterSeconds === undefined
            ? {}
            : { 'retry-after': String(fate.retryAfterSeconds) },
      });
    }
    const result = await dispatch({
      method: request.method,
      url: request.url.slice(BASE.length) || '/',
      body: readBody(request.body),
      baseUrl: `${request.protocol}://${request.host}${BASE}`,
      user: admit(request),
    });
    if (fate.body === undefined) return send(reply, result);
    const text = JSON.stringify(result.body ?? {});
    return fate.body === 'broken' ? sendBroken(reply, text) : sendHalf(reply, text);
  }

  async function runInner(inner: InnerRequest, outer: PiRequest): Promise<PiReply> {
    const status = misbehaviour.decideInBatch(inner.url);
    if (status !== undefined) return { status, body: failureBody(status) };
    const { baseUrl, user } = outer;
    return dispatch({ ...inner, url: inner.url.slice(BASE.length) || '/', baseUrl, user });
  }
}

function readBody(body: unknown): unknown {
  if (typeof body !== 'string' || body.trim() === '') return undefined;
  try {
    return parseLenientJson(body);
  } catch {
    throw frameworkError(400, 'The request body is not valid JSON.');
  }
}

function send(reply: FastifyReply, { status, headers = {}, body }: PiReply): FastifyReply {
  reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}

/** A body that says it is JSON and is not. */
function sendBroken(reply: FastifyReply, text: string): FastifyReply {
  const broken = `${text.slice(0, Math.floor(text.length / 2))}<html>`;
  return reply.code(200).type('application/json; charset=utf-8').send(broken);
}

/** A body whose second half never comes: the connection is cut. */
function sendHalf(reply: FastifyReply, text: string): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  reply.raw.write(text.slice(0, Math.floor(text.length / 2)), () => reply.raw.destroy());
  return reply;
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
