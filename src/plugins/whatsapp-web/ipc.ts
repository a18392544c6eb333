import { fromWireError, toWireError, type WireError } from './wire-error.ts';

/** What one side can be asked to do; arguments and results are copied from process to process. */
export type Calls = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

type Envelope =
  | { readonly call: string; readonly args: readonly unknown[]; readonly id?: number }
  | { readonly answers: number; readonly result: unknown }
  | { readonly answers: number; readonly error: WireError };

/** The other process, seen from this one. */
export interface Peer<Remote extends Calls> {
  /** Resolves with what the other side's function did. */
  call<Name extends keyof Remote & string>(
    name: Name,
    ...args: Parameters<Remote[Name]>
  ): Promise<Awaited<ReturnType<Remote[Name]>>>;
  /** Says it without waiting for an answer; lost when the other side is gone. */
  tell<Name extends keyof Remote & string>(name: Name, ...args: Parameters<Remote[Name]>): void;
  /** To be called with whatever came from the other side. */
  receive(message: unknown): void;
  /** No answer comes any more: everything that waits for one fails with this. */
  end(error: Error): void;
}

/**
 * Calls in both directions over the message channel of a forked process.
 *
 * @param post hands one message to the channel; may throw when it is closed
 */
export function openPeer<Remote extends Calls>(
  post: (message: object) => void,
  local: Calls,
): Peer<Remote> {
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  let lastId = 0;
  let ended: Error | undefined;

  async function answer(name: string, args: readonly unknown[], id: number | undefined) {
    const work = local[name] as ((...args: readonly unknown[]) => Promise<unknown>) | undefined;
    let envelope: Envelope;
    try {
      if (work === undefined) throw new Error(`There is no call named ${name}.`);
      envelope = { answers: id ?? 0, result: await work(...args) };
    } catch (error) {
      envelope = { answers: id ?? 0, error: toWireError(error) };
    }
    if (id !== undefined) tryToPost(envelope);
  }

  function tryToPost(envelope: Envelope): void {
    try {
      post(envelope);
    } catch {
      // The channel is closed: who waits over there is gone as well.
    }
  }

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        try {
          post({ call: name, args, id: lastId } satisfies Envelope);
        } catch (error) {
          waiting.delete(lastId);
          reject(error);
        }
      }),
    tell: (name, ...args) => tryToPost({ call: name, args }),
    receive(message) {
      const envelope = message as Envelope;
      if ('call' in envelope) {
        void answer(envelope.call, envelope.args, envelope.id);
        return;
      }
      const waiter = waiting.get(envelope.answers);
      waiting.delete(envelope.answers);
      if ('error' in envelope) waiter?.reject(fromWireError(envelope.error));
      else waiter?.resolve(envelope.result as never);
    },
    end(error) {
      ended = error;
      for (const waiter of waiting.values()) waiter.reject(error);
      waiting.clear();
    },
  };
}
