import { Agent, request } from 'undici';

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/**
 * Sends `count` requests, `inFlight` at a time, and checks every answer.
 *
 * @param bodyOf the body of the request of this number
 * @param isAnswer whether an answer's text is one; anything else ends the bench, since a wrong answer is no speed
 */
export async function load(options: {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly count: number;
  readonly inFlight: number;
  readonly bodyOf: (index: number) => object;
  readonly isAnswer: (text: string) => boolean;
}): Promise<LoadResult> {
  const { url, count, inFlight, bodyOf, isAnswer } = options;
  const headers = { 'content-type': 'application/json', ...options.headers };
  const dispatcher = new Agent({ connections: inFlight });
  const timesMs: number[] = [];
  let next = 0;

  async function sendInTurn(): Promise<void> {
    while (next < count) {
      const index = next;
      next += 1;
      const startedMs = performance.now();
      const body = JSON.stringify(bodyOf(index));
      const response = await request(url, { method: 'POST', headers, body, dispatcher });
      const text = await response.body.text();
      if (response.statusCode !== 200 || !isAnswer(text)) {
        throw new Error(`Not an answer (${response.statusCode}): ${text.slice(0, 300)}`);
      }
      timesMs.push(performance.now() - startedMs);
    }
  }

  const startedMs = performance.now();
  await Promise.all(Array.from({ length: inFlight }, sendInTurn));
  const elapsedMs = performance.now() - startedMs;
  await dispatcher.close();
  timesMs.sort((a, b) => a - b);
  return {
    perSecond: (count * 1000) / elapsedMs,
    p50Ms: quantile(timesMs, 0.5),
    p95Ms: quantile(timesMs, 0.95),
  };
}

/** The value below which this part of the sorted values lies. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
