/** Something that just changed: ids and states only, never a text or a name. */
export type AppEvent =
  /** A message that came in was dealt with. */
  | { readonly kind: 'message'; readonly id: string; readonly status: 'answered' | 'unanswered' }
  | { readonly kind: 'outbox'; readonly id: number; readonly status: string }
  | { readonly kind: 'transport'; readonly id: string; readonly isReady: boolean }
  | { readonly kind: 'source'; readonly id: string; readonly status: string }
  /** Somebody changed something of a collection of the API, such as `data-sources`. */
  | { readonly kind: 'change'; readonly collection: string; readonly id: string | number | null };

/** Tells whoever listens in this process what happens. */
export type Events = {
  /** Returns at once and never throws. */
  publish(event: AppEvent): void;
  /** @returns what ends it */
  subscribe(listener: (event: AppEvent) => void): () => void;
};

/** @param onError told when a listener threw; the publisher and the other listeners do not notice */
export function createEvents(onError: (error: unknown) => void = () => {}): Events {
  const listeners = new Set<(event: AppEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      // Its own function, so that the same listener twice is two subscriptions.
      const own = (event: AppEvent): void => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
