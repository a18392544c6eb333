import type { AppError } from '#sdk';

/** What a status tells of a message that is just being sent. */
export type News = { readonly wamid: string; readonly failure?: AppError };

/** One message between the request and the answer to it: statuses may be faster than the answer. */
export interface Flight {
  /** How this message failed already, by its id. */
  failureOf(wamid: string): AppError | undefined;
  /** The first news; undefined when there is none within `waitMs`, or after an abort. */
  news(waitMs: number, signal: AbortSignal): Promise<News | undefined>;
  end(): void;
}

export interface Flights {
  begin(key: string): Flight;
  /** Whether the message is under way, so that who sends it learns of this. */
  tell(key: string, news: News): boolean;
}

export function createFlights(): Flights {
  const underWay = new Map<string, { readonly news: News[]; wake: () => void }>();

  return {
    begin(key) {
      const entry = { news: [] as News[], wake: () => {} };
      underWay.set(key, entry);
      return {
        failureOf: (wamid) => entry.news.find((one) => one.wamid === wamid && one.failure)?.failure,
        async news(waitMs, signal) {
          if (entry.news.length === 0 && waitMs > 0 && !signal.aborted) {
            await new Promise<void>((resolve) => {
              const timer = setTimeout(done, waitMs);
              function done(): void {
                clearTimeout(timer);
                signal.removeEventListener('abort', done);
                resolve();
              }
              signal.addEventListener('abort', done);
              entry.wake = done;
            });
          }
          return entry.news.at(-1);
        },
        end() {
          if (underWay.get(key) === entry) underWay.delete(key);
        },
      };
    },
    tell(key, news) {
      const entry = underWay.get(key);
      if (!entry) return false;
      entry.news.push(news);
      entry.wake();
      return true;
    },
  };
}
