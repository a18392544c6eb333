import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ManyReader, PiOutcome } from './get-many.ts';
import { createReadLimits } from './read-limits.ts';
import { readRecorded } from './recorded.ts';
import { readInterpolated } from './sampled.ts';
import { statusError } from './status-error.ts';

type Event = { readonly atMs: number; readonly value: number };

/** An archive that answers as a PI Web API does: at most `maxCount` values from the start, and none above its limit. */
function archive(
  streams: Readonly<Record<string, readonly Event[]>>,
  maxItems: number,
): ManyReader & { readonly asked: string[][] } {
  const asked: string[][] = [];
  const answer = (path: string): PiOutcome => {
    const { pathname, searchParams } = new URL(path, 'http://pi');
    const webIds = searchParams.getAll('webId');
    const startMs = Date.parse(searchParams.get('startTime') ?? '');
    const endMs = Date.parse(searchParams.get('endTime') ?? '');
    const kind = pathname.slice('/streamsets/'.length);
    const intervalMs = Number((searchParams.get('interval') ?? '').replace('ms', ''));
    const maxCount = Number(searchParams.get('maxCount') ?? 1000);
    const count = kind === 'recorded' ? maxCount : Math.floor((endMs - startMs) / intervalMs) + 1;
    if (count * webIds.length > maxItems) {
      const text = `Parameter 'maxCount' is greater than the maximum allowed (${maxItems}).`;
      return { ok: false, error: statusError(400, { Errors: [text] }) };
    }
    const itemsOf = (webId: string): readonly Event[] => {
      if (kind === 'interpolated') {
        return Array.from({ length: count }, (_, i) => ({
          atMs: startMs + i * intervalMs,
          value: i,
        }));
      }
      const events = streams[webId] ?? [];
      const isForward = startMs <= endMs;
      const [low, high] = isForward ? [startMs, endMs] : [endMs, startMs];
      const inside = events.filter(({ atMs }) => atMs >= low && atMs <= high);
      return (isForward ? inside : inside.toReversed()).slice(0, maxCount);
    };
    const content = {
      Items: webIds.map((WebId) => ({
        WebId,
        UnitsAbbreviation: '',
        Items: itemsOf(WebId).map(({ atMs, value }) => ({
          Timestamp: new Date(atMs).toISOString(),
          Value: value,
          Good: true,
        })),
      })),
    };
    return { ok: true, content };
  };
  return {
    asked,
    prepare: (paths) => ({ paths, batchBodies: [] }),
    async run({ paths }) {
      asked.push([...paths]);
      return paths.map(answer);
    },
  };
}

/** Events as archives have them: uneven, several of one instant among them. The value numbers them. */
const events = fc
  .array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 })
  .map((instants) =>
    instants.toSorted((a, b) => a - b).map((second, value) => ({ atMs: second * 1_000, value })),
  );

const START = new Date(0).toISOString();
const END = new Date(60_000).toISOString();

test('whatever the archive and the server’s limit, every value comes once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(events, { minLength: 1, maxLength: 4 }),
      // A page must hold all values of one instant; below that the rest is said to be missing.
      fc.integer({ min: 62, max: 200 }),
      fc.boolean(),
      async (all, maxItems, isBackwards) => {
        const streams = Object.fromEntries(all.map((own, i) => [`W${i}`, own]));
        const limits = createReadLimits();
        limits.maxItems = 10 * all.length;
        const many = archive(streams, maxItems * all.length);
        const found = await readRecorded(
          Object.keys(streams),
          isBackwards
            ? { startTime: END, endTime: START, maxValues: 1_000 }
            : { startTime: START, endTime: END, maxValues: 1_000 },
          { many, limits, maxUrlLength: 4_000 },
          {},
        );
        found.forEach((series, i) => {
          if (!series.ok) throw series.error;
          const values = series.values.map(({ Value }) => Value);
          const expected = (all[i] ?? []).map(({ value }) => value);
          expect(values).toEqual(isBackwards ? expected.toReversed() : expected);
          expect(series.isTruncated).toBe(false);
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('a limit lower than the vendor’s is learnt from its refusal and kept', async () => {
  const own = Array.from({ length: 50 }, (_, i) => ({ atMs: i * 1_000, value: i }));
  const many = archive({ W: own }, 20);
  const limits = createReadLimits();
  const query = { startTime: START, endTime: END, maxValues: 1_000 };
  const [series] = await readRecorded(['W'], query, { many, limits, maxUrlLength: 4_000 }, {});
  expect(series?.ok && series.values.map(({ Value }) => Value)).toEqual(
    own.map(({ value }) => value),
  );
  expect(limits.maxItems).toBe(20);
});

test('a series longer than wanted is cut and says so', async () => {
  const own = Array.from({ length: 50 }, (_, i) => ({ atMs: i * 1_000, value: i }));
  const parts = {
    many: archive({ W: own }, 1_000),
    limits: createReadLimits(),
    maxUrlLength: 4_000,
  };
  const cut = await readRecorded(
    ['W'],
    { startTime: START, endTime: END, maxValues: 49 },
    parts,
    {},
  );
  expect(cut[0]).toMatchObject({ ok: true, isTruncated: true });
  const whole = await readRecorded(
    ['W'],
    { startTime: START, endTime: END, maxValues: 50 },
    parts,
    {},
  );
  expect(whole[0]).toMatchObject({ ok: true, isTruncated: false });
});

test('more values of one instant than a page may hold are not passed over in silence', async () => {
  const own = Array.from({ length: 30 }, (_, value) => ({ atMs: 5_000, value }));
  const parts = { many: archive({ W: own }, 10), limits: createReadLimits(), maxUrlLength: 4_000 };
  const [series] = await readRecorded(
    ['W'],
    { startTime: START, endTime: END, maxValues: 100 },
    parts,
    {},
  );
  expect(series).toMatchObject({ ok: true, isTruncated: true });
});

test('samples of a long range come once each, in consecutive parts of one grid and one request', async () => {
  const many = archive({}, 100);
  const limits = createReadLimits();
  const query = { startMs: 0, endMs: 59_999, intervalMs: 77 };
  const [series] = await readInterpolated(['W'], query, { many, limits, maxUrlLength: 4_000 }, {});
  if (!series?.ok) throw series?.error ?? new Error('no series');
  const expected = Array.from({ length: 780 }, (_, i) => new Date(i * 77).toISOString());
  expect(series.values.map(({ Timestamp }) => Timestamp)).toEqual(expected);
  expect(many.asked.map((paths) => paths.length)).toEqual([1, 8]);
});
