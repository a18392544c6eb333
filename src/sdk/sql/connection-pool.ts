import { sqlClosed, sqlTimeout } from './sql.errors.ts';

/** How the connections of a pool are made and ended. */
export interface ConnectionMaker<Connection> {
  /** Connected and logged in. Ends within the signal. */
  open(signal: AbortSignal): Promise<Connection>;
  /** Whether it can be given another question: false once its socket closed. */
  isUsable(connection: Connection): boolean;
  /** Ends one that has nothing to do. */
  close(connection: Connection): Promise<void>;
  /** Ends one in the middle of its work, in the database too. It is bounded in time and never throws. */
  cancel(connection: Connection): Promise<void>;
}

export interface PoolOptions {
  readonly maxConnections: number;
  /** A connection that had nothing to do for so long is closed. */
  readonly idleMs: number;
}

export interface ConnectionPool<Connection> {
  /**
   * Lends a connection to `work`. Once the signal is aborted it rejects at once with `sql.timeout`, the connection is
   * cancelled, and nothing of it is used again. After an error, `isSound` says whether the connection still is.
   *
   * @throws AppError `sql.timeout`, `sql.closed`, and what `open` and `work` throw
   */
  use<T>(
    work: (connection: Connection, isFresh: boolean) => Promise<T>,
    signal: AbortSignal,
    isSound?: (error: unknown) => boolean,
  ): Promise<T>;
  /** Connections that are open or being opened. */
  size(): number;
  /** Ends all of them, those at work too. */
  close(): Promise<void>;
}

type Waiter = { readonly wake: () => void };

/**
 * A few connections for many questions. Whoever finds none free waits in line until its signal ends; a connection that
 * broke, or whose question was given up, is never lent again.
 */
export function createConnectionPool<Connection>(
  maker: ConnectionMaker<Connection>,
  { maxConnections, idleMs }: PoolOptions,
): ConnectionPool<Connection> {
  const idle: { connection: Connection; timer: NodeJS.Timeout }[] = [];
  const waiters: Waiter[] = [];
  /** Ends what is at work. */
  const busy = new Set<() => void>();
  const ending = new Set<Promise<void>>();
  let open = 0;
  let isClosed = false;

  function end(ended: Promise<void>): void {
    const done = ended.catch(() => undefined).finally(() => ending.delete(done));
    ending.add(done);
  }

  /** A place is free again: of a connection that is idle now, or of one that is gone. */
  function freed(): void {
    waiters.shift()?.wake();
  }

  function discard(connection: Connection, how: 'close' | 'cancel'): void {
    open -= 1;
    end(maker[how](connection));
    freed();
  }

  function takeIdle(): Connection | undefined {
    for (let entry = idle.pop(); entry; entry = idle.pop()) {
      clearTimeout(entry.timer);
      if (maker.isUsable(entry.connection)) return entry.connection;
      open -= 1;
      end(maker.close(entry.connection));
    }
    return undefined;
  }

  function giveBack(connection: Connection): void {
    if (isClosed || !maker.isUsable(connection)) return discard(connection, 'close');
    const entry = {
      connection,
      timer: setTimeout(() => {
        idle.splice(idle.indexOf(entry), 1);
        discard(connection, 'close');
      }, idleMs).unref(),
    };
    idle.push(entry);
    freed();
  }

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        wake() {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = (): void => {
        waiters.splice(waiters.indexOf(waiter), 1);
        reject(sqlTimeout());
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiters.push(waiter);
    });
  }

  async function acquire(
    signal: AbortSignal,
  ): Promise<{ connection: Connection; isFresh: boolean }> {
    for (;;) {
      if (isClosed) throw sqlClosed();
      if (signal.aborted) {
        // It may have been this one's turn.
        freed();
        throw sqlTimeout();
      }
      const waiting = takeIdle();
      if (waiting !== undefined) return { connection: waiting, isFresh: false };
      if (open < maxConnections) {
        open += 1;
        try {
          return { connection: await maker.open(signal), isFresh: true };
        } catch (error) {
          open -= 1;
          freed();
          throw error;
        }
      }
      await turn(signal);
    }
  }

  return {
    async use(work, signal, isSound = () => false) {
      if (signal.aborted) throw sqlTimeout();
      const { connection, isFresh } = await acquire(signal);
      if (isClosed || signal.aborted) {
        giveBack(connection);
        throw isClosed ? sqlClosed() : sqlTimeout();
      }
      let isGivenUp = false;
      const { promise: givenUp, reject } = Promise.withResolvers<never>();
      const giveUp = (): void => {
        isGivenUp = true;
        discard(connection, 'cancel');
        reject(isClosed ? sqlClosed() : sqlTimeout());
      };
      signal.addEventListener('abort', giveUp, { once: true });
      busy.add(giveUp);
      try {
        const result = await Promise.race([work(connection, isFresh), givenUp]);
        if (!isGivenUp) giveBack(connection);
        return result;
      } catch (error) {
        if (!isGivenUp && isSound(error)) giveBack(connection);
        else if (!isGivenUp) discard(connection, 'cancel');
        throw error;
      } finally {
        busy.delete(giveUp);
        signal.removeEventListener('abort', giveUp);
      }
    },
    size: () => open,
    async close() {
      isClosed = true;
      for (const { connection, timer } of idle.splice(0)) {
        clearTimeout(timer);
        discard(connection, 'close');
      }
      for (const giveUp of busy) giveUp();
      for (const waiter of waiters.splice(0)) waiter.wake();
      await Promise.all(ending);
    },
  };
}
