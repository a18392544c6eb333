import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '#sdk';
import { openDemoPi, soon } from '../../../tests/support/demo-pi.ts';
import type { DemoPi } from '../../../tests/support/demo-pi.ts';

const TAGS = ['U1_LOAD_NET', 'U1_MS_PRESS'];
const HOUR_MS = 3_600_000;

let pi: DemoPi;

beforeAll(async () => {
  pi = await openDemoPi();
});

afterEach(() => steer('DELETE'));

afterAll(() => pi.close());

/** Tells the demo plant how to misbehave from now on; without a rule it behaves again. */
async function steer(method: 'POST' | 'DELETE', rule?: object): Promise<void> {
  const url = new URL('/__simulator/misbehave', pi.url);
  const body = rule === undefined ? {} : { body: JSON.stringify(rule) };
  const response = await fetch(url, { method, ...body });
  expect(response.ok).toBe(true);
}

async function numbersOf(source: DataSource): Promise<readonly unknown[]> {
  const outcomes = (await source.read?.({ tags: TAGS }, soon())) ?? [];
  return outcomes.map((outcome) => outcome.ok && outcome.reading.value);
}

const BOTH = [expect.any(Number), expect.any(Number)];

const BAD_DAYS: readonly [what: string, rule: object, kind: string][] = [
  ['401', { status: 401 }, 'unauthenticated'],
  ['403', { status: 403 }, 'forbidden'],
  ['404', { status: 404 }, 'upstream'],
  ['429', { status: 429, retryAfterSeconds: 60 }, 'throttled'],
  ['500', { status: 500 }, 'upstream'],
  ['502', { status: 502 }, 'upstream'],
  ['503', { status: 503 }, 'upstream'],
  ['a broken body', { body: 'broken' }, 'upstream'],
  ['half a body', { body: 'half' }, 'upstream'],
  ['nothing, ever', { hang: true }, 'timeout'],
];

describe('while PI answers everything with', () => {
  test.each(BAD_DAYS)(
    '%s, each question ends with an error of the source, and the next one after it is answered',
    async (_what, rule, kind) => {
      const asked = await pi.connect({ timeoutMs: 400 });
      const fresh = await pi.connect({ timeoutMs: 400 });
      expect(await numbersOf(asked)).toEqual(BOTH);
      await steer('POST', rule);
      for (const source of [asked, fresh]) {
        const error = await numbersOf(source).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({
          name: 'AppError',
          kind,
          code: expect.stringMatching(/^pi\./),
        });
        expect(String(error)).not.toMatch(/DEMO-PI|127\.0\.0\.1|demo/);
      }
      const range = pi.lastHours(1);
      const history = asked.history?.({ tags: TAGS, range, mode: 'recorded' }, soon());
      await expect(history).rejects.toMatchObject({ kind });
      const statistics = ['average'] as const;
      const summary = asked.summary?.(
        { tags: TAGS, range, statistics, timeZone: 'Asia/Jakarta' },
        soon(),
      );
      await expect(summary).rejects.toMatchObject({ kind });
      const steps = await asked.check(soon());
      expect(steps.filter(({ ok }) => !ok)).toHaveLength(1);
      expect(steps.at(-1)?.ok).toBe(false);

      await steer('DELETE');
      expect(await numbersOf(asked)).toEqual(BOTH);
      expect(await numbersOf(fresh)).toEqual(BOTH);
      pi.requests.length = 0;
      expect(await numbersOf(fresh)).toEqual(BOTH);
      await asked.read?.({ tags: TAGS, compareMs: HOUR_MS }, soon());
      expect(pi.requests.map(({ path }) => path)).toEqual([
        '/piwebapi/streamsets/value',
        '/piwebapi/batch',
      ]);
      await asked.close();
      await fresh.close();
    },
  );
});

test.each([404, 500])(
  'a single %d is not even noticed by a question of several tags',
  async (status) => {
    expect(await numbersOf(pi.source)).toEqual(BOTH);
    await steer('POST', { status, count: 1, pathIncludes: 'streamsets' });
    expect(await numbersOf(pi.source)).toEqual(BOTH);
  },
);

test('a pause PI asks for is waited for, not passed on', async () => {
  await steer('POST', { status: 429, retryAfterSeconds: 0, count: 2 });
  expect(await numbersOf(pi.source)).toEqual(BOTH);
});
