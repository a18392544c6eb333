import type { AppError, Logger } from '#sdk';
import { abortable } from './abortable.ts';
import { closed, timedOut } from './opc-ua.errors.ts';
import type { OpenSession } from './open-session.ts';
import { isLostConnection, toOpcUaError } from './to-opc-ua-error.ts';

/** A wrong password is not sent again sooner: servers and directories lock accounts. */
const REFUSED_FOR_MS = 15_000;

/** The one session that all questions share, opened when it is needed and again when it broke. */
export interface SessionKeeper {
  /**
   * Asks something of the session. When the session turns out to be gone it is asked once more of a new one.
   *
   * @throws AppError; `opcua.timeout` once the signal is aborted
   */
  ask<T>(question: (open: OpenSession) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Ends the session; nothing can be asked afterwards. */
  close(): Promise<void>;
}

type Attempt = {
  readonly opening: Promise<OpenSession>;
  readonly giveUp: AbortController;
  waiting: number;
};

export function createSessionKeeper(
  open: (signal: AbortSignal) => Promise<OpenSession>,
  log: Logger,
): SessionKeeper {
  let current: OpenSession | undefined;
  let attempt: Attempt | undefined;
  let refusal: { readonly error: AppError; readonly untilMs: number } | undefined;
  let isClosed = false;
  const asked = new Map<OpenSession, number>();
  const retired = new Set<OpenSession>();

  function begin(): Attempt {
    const giveUp = new AbortController();
    const opening = open(giveUp.signal).then(
      async (opened) => {
        if (attempt === begun) attempt = undefined;
        if (isClosed || giveUp.signal.aborted) {
          await opened.close();
          throw isClosed ? closed() : timedOut();
        }
        current = opened;
        log.info({}, 'Session with the OPC UA server opened');
        return opened;
      },
      (error: unknown) => {
        if (attempt === begun) attempt = undefined;
        const known = toOpcUaError(error);
        if (known.kind === 'unauthenticated') {
          refusal = { error: known, untilMs: performance.now() + REFUSED_FOR_MS };
        }
        throw known;
      },
    );
    opening.catch(() => undefined);
    const begun: Attempt = { opening, giveUp, waiting: 0 };
    attempt = begun;
    return begun;
  }

  /** Those who ask while it is being opened wait for the same one; with the last of them gone it is given up. */
  async function opened(signal: AbortSignal): Promise<OpenSession> {
    if (isClosed) throw closed();
    if (signal.aborted) throw timedOut();
    if (current && !current.isBroken()) return current;
    if (current) retire(current);
    if (refusal && refusal.untilMs > performance.now()) throw refusal.error;
    const joined = attempt ?? begin();
    joined.waiting += 1;
    try {
      return await abortable(joined.opening, signal);
    } finally {
      joined.waiting -= 1;
      if (joined.waiting === 0 && attempt === joined) {
        attempt = undefined;
        joined.giveUp.abort();
      }
    }
  }

  /** The next question gets a new session; this one ends with the last of its questions. */
  function retire(session: OpenSession): void {
    if (current === session) current = undefined;
    retired.add(session);
    closeWhenDone(session);
  }

  function closeWhenDone(session: OpenSession): void {
    if (!retired.has(session) || (asked.get(session) ?? 0) > 0) return;
    retired.delete(session);
    void session.close();
  }

  async function askOf<T>(
    session: OpenSession,
    question: (open: OpenSession) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const before = session.bytesRead();
    asked.set(session, (asked.get(session) ?? 0) + 1);
    try {
      return await abortable(question(session), signal);
    } catch (error) {
      // Not a byte came while somebody waited: the wire may be dead, which TCP finds out much later.
      if (signal.aborted && session.bytesRead() === before) retire(session);
      throw error;
    } finally {
      const left = (asked.get(session) ?? 1) - 1;
      if (left > 0) asked.set(session, left);
      else asked.delete(session);
      closeWhenDone(session);
    }
  }

  return {
    async ask(question, signal) {
      for (let isLastTry = false; ; isLastTry = true) {
        const session = await opened(signal);
        try {
          return await askOf(session, question, signal);
        } catch (error) {
          const known = session.isBroken() && !signal.aborted ? lost(error) : toOpcUaError(error);
          if (!isLostConnection(known) || isClosed) throw isClosed ? closed() : known;
          if (current === session) retire(session);
          if (isLastTry) throw known;
        }
      }
    },
    async close() {
      isClosed = true;
      attempt?.giveUp.abort();
      const all = [...retired, ...(current ? [current] : [])];
      current = undefined;
      retired.clear();
      await Promise.all(all.map((session) => session.close()));
    },
  };
}

function lost(error: unknown): AppError {
  return toOpcUaError(new Error('BadConnectionClosed'), '', error);
}
