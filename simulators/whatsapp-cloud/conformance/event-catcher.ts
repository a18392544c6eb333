import { once, EventEmitter } from 'node:events';
import fastify from 'fastify';

/** A webhook that takes everything, for tests of what is told. */
export async function startEventCatcher(): Promise<{
  readonly url: string;
  waitFor(count: number): Promise<readonly unknown[]>;
  close(): Promise<void>;
}> {
  const events: unknown[] = [];
  const changes = new EventEmitter();
  const app = fastify({ logger: false, forceCloseConnections: true });
  app.post('/', async (request) => {
    events.push(request.body);
    changes.emit('event');
    return '';
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    async waitFor(count) {
      const signal = AbortSignal.timeout(5_000);
      while (events.length < count) await once(changes, 'event', { signal });
      return events;
    },
    close: () => app.close(),
  };
}
