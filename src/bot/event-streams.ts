import { PassThrough, type Readable } from 'node:stream';
import type { AppEvent, Events } from '../lib/events.ts';
import { type Role, mayRead } from '../lib/http/index.ts';
import { tooManyListeners } from './events.errors.ts';

export type EventStreamsDeps = {
  readonly events: Pick<Events, 'subscribe'>;
  readonly pingEveryMs?: number;
};

export type Listener = {
  /** Whoever has the page open, so that one person does not take all places. */
  readonly user: string;
  /** What they may hear of; of a collection that they may not read, not even that it changed. */
  readonly role: Role;
  /** Asked at each ping, and heeded from then on; rejects when they are to hear no more. */
  readonly roleNow: () => Promise<Role>;
};

/** Everything that happens, as server-sent events, to as many pages as listen. */
export type EventStreams = {
  /** @throws AppError `events.too_many` */
  open(listener: Listener): Readable;
  /** Ends all of them, and takes no new ones. */
  close(): void;
};

const STREAMS_MAX = 200;
const STREAMS_OF_ONE_USER_MAX = 5;
const PING_EVERY_MS = 15_000;
/** What happens at the same time goes out together: on a busy day a write for each would cost more than the answers. */
const GATHER_MS = 50;
/** Whoever reads this much too slowly is cut off, and asks anew. */
const UNREAD_BYTES_MAX = 256 * 1024;
const RETRY_AFTER_MS = 3_000;

export function createEventStreams(deps: EventStreamsDeps): EventStreams {
  const { events, pingEveryMs = PING_EVERY_MS } = deps;
  const streams = new Map<PassThrough, Listener>();
  let gathered: AppEvent[] = [];
  let gathering: NodeJS.Timeout | undefined;
  let pinging: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void) | undefined;
  let isClosed = false;

  function send(stream: PassThrough, text: string): void {
    if (stream.writableLength + stream.readableLength > UNREAD_BYTES_MAX) stream.destroy();
    else if (!stream.writableEnded) stream.write(text);
  }

  function gather(event: AppEvent): void {
    gathered.push(event);
    gathering ??= setTimeout(tellGathered, GATHER_MS);
  }

  function tellGathered(): void {
    const happened = gathered;
    gathered = [];
    gathering = undefined;
    const byRole = new Map<Role, string>();
    for (const [stream, { role }] of streams) {
      const text = byRole.get(role) ?? textFor(role, happened);
      byRole.set(role, text);
      if (text !== '') send(stream, text);
    }
  }

  async function ping(stream: PassThrough, listener: Listener): Promise<void> {
    const role = await listener.roleNow().catch(() => undefined);
    if (role === undefined) {
      stream.end();
      return;
    }
    if (streams.has(stream)) streams.set(stream, { ...listener, role });
    send(stream, ': ping\n\n');
  }

  /** Nothing is done while nobody listens. */
  function begin(): void {
    unsubscribe ??= events.subscribe(gather);
    pinging ??= setInterval(() => {
      for (const [stream, listener] of streams) void ping(stream, listener);
    }, pingEveryMs);
  }

  function rest(): void {
    unsubscribe?.();
    unsubscribe = undefined;
    clearInterval(pinging);
    pinging = undefined;
    clearTimeout(gathering);
    gathering = undefined;
    gathered = [];
  }

  return {
    open(listener) {
      const own = [...streams.values()].filter(({ user }) => user === listener.user).length;
      if (isClosed || streams.size >= STREAMS_MAX || own >= STREAMS_OF_ONE_USER_MAX) {
        throw tooManyListeners();
      }
      const stream = new PassThrough();
      streams.set(stream, listener);
      stream.once('close', () => {
        streams.delete(stream);
        if (streams.size === 0) rest();
      });
      begin();
      stream.write(`retry: ${RETRY_AFTER_MS}\n\n`);
      return stream;
    },
    close() {
      isClosed = true;
      rest();
      for (const stream of streams.keys()) stream.end();
    },
  };
}

function textFor(role: Role, events: readonly AppEvent[]): string {
  return events
    .filter((event) => mayHear(role, event))
    .map(toText)
    .join('');
}

/** Messages, sends, transports and sources are for everybody who may listen; a change is for who may read the list. */
function mayHear(role: Role, event: AppEvent): boolean {
  return event.kind !== 'change' || mayRead(role, event.collection);
}

function toText({ kind, ...detail }: AppEvent): string {
  return `event: ${kind}\ndata: ${JSON.stringify(detail)}\n\n`;
}
