import { describe, expect, test } from 'vitest';
import type { Reading, SeriesOutcome } from '#sdk';
import type { HistoryAnswer, SummaryAnswer, TableAnswer, TrendAnswer } from '../triggers/index.ts';
import { groupReply } from './group-reply.ts';
import { EN, ID, NOW, sampleReading, sampleTag } from './sample-answers.ts';
import { sparkline } from './sparkline.ts';
import { triggerReply } from './trigger-reply.ts';

const RANGE = { start: '2026-11-21T23:32:05Z', end: '2026-11-22T07:32:05Z' };

function series(readings: readonly Reading[]): SeriesOutcome {
  return { ok: true, tag: sampleTag('U1_LOAD_NET', 'MW'), readings, truncated: false };
}

function load(value: number, timestamp: string): Reading {
  return sampleReading(value, 'MW', { timestamp });
}

const READINGS = Array.from({ length: 40 }, (_, index) =>
  load(600 + index, new Date(NOW.getTime() - (39 - index) * 600_000).toISOString()),
);

const HISTORY: HistoryAnswer = {
  kind: 'history',
  name: 'u1 load',
  source: 'Plant PI',
  outcomes: [series(READINGS)],
  mode: 'recorded',
  range: RANGE,
};

describe('values over time', () => {
  test('come newest first, a page at a time, and say how many there are', () => {
    const reply = triggerReply(HISTORY, EN);
    const shown = reply.text.split('\n');
    expect(shown.slice(0, 4)).toEqual([
      '*u1 load*',
      '06:32–14:32 WIB · 40 values, recorded',
      '14:32:05  *639.0 MW*',
      '14:22:05  *638.0 MW*',
    ]);
    expect(shown.at(-1)).toBe('1–15 of 40 – send *next* for more');
    expect(reply.facts).toHaveLength(15);
    expect(reply.rest?.map(({ text }) => text.split('\n').at(-1))).toEqual([
      '16–30 of 40 – send *next* for more',
      '31–40 of 40',
    ]);
    const all = [reply, ...(reply.rest ?? [])].flatMap(({ facts }) => facts);
    expect(all.map(({ value }) => value)).toEqual(READINGS.map(({ value }) => value).toReversed());
  });

  test('in Indonesian the next page is asked by lanjut', () => {
    expect(triggerReply(HISTORY, ID).text).toContain(
      '1–15 dari 40 – kirim *lanjut* untuk berikutnya',
    );
  });

  test('the newest few say so, and the day where it is not today', () => {
    const { range: _, ...newest } = HISTORY;
    const outcomes = [series([load(1, '2026-11-21T02:00:00Z'), load(2, '2026-11-22T02:00:00Z')])];
    expect(
      triggerReply({ ...newest, outcomes, last: 2 }, EN)
        .text.split('\n')
        .slice(1),
    ).toEqual([
      'the newest 2 values · 09:00:00 WIB',
      '22 Nov 09:00:00  *2.0 MW*',
      '21 Nov 09:00:00  *1.0 MW*',
    ]);
  });

  test('no values, bad values and values cut off at the source are said', () => {
    expect(triggerReply({ ...HISTORY, outcomes: [series([])] }, EN).text).toContain('no values');
    const bad = sampleReading(null, 'MW', {
      quality: 'bad',
      state: { name: 'Bad Input', code: 255, isSystem: true },
    });
    const cutOff: SeriesOutcome = { ...series([bad]), ok: true, truncated: true } as SeriesOutcome;
    const text = triggerReply({ ...HISTORY, outcomes: [cutOff] }, EN).text;
    expect(text).toContain('14:32:05  ⚠ Bad Input');
    expect(text).toContain('The source holds more');
  });

  test('of a range cut at the source begin where the header says, not where the range does', () => {
    const cut: SeriesOutcome = { ...series(READINGS), truncated: true } as SeriesOutcome;
    const range = { start: '2026-08-24T07:32:05Z', end: RANGE.end };
    const { text } = triggerReply({ ...HISTORY, range, outcomes: [cut] }, EN);
    expect(text.split('\n')[1]).toBe('08:02–14:32 WIB · 40 values, recorded');
    expect(text).toContain('The source holds more before these 40: ask for a shorter range.');
  });

  test('of several tags, the newest few are so many of each', () => {
    const { range: _, ...newest } = HISTORY;
    const outcomes = [series(READINGS.slice(-5)), series(READINGS.slice(-5))];
    expect(triggerReply({ ...newest, outcomes, last: 5 }, EN).text.split('\n')[1]).toBe(
      'the newest 5 values of each · 14:32:05 WIB',
    );
  });
});

describe('a range without a value of its own', () => {
  const state = { name: 'Running', code: 1, isSystem: false };
  const running = sampleReading('Running', null, { state, timestamp: '2026-11-21T22:12:09Z' });
  const mill = sampleTag('U1_MILL_A_STATUS', null, { valueType: 'digital', step: true });
  const still: SeriesOutcome = {
    ok: true,
    tag: mill,
    readings: [],
    truncated: false,
    held: running,
  };
  const fact = { value: 'Running', timestamp: running.timestamp, kind: 'value' };

  test('tells what held and since when, as a fact of its own instant', () => {
    const { text, facts } = triggerReply({ ...HISTORY, name: 'mill a', outcomes: [still] }, EN);
    expect(text).toBe('*mill a*\n06:32–14:32 WIB\nno change – *Running* since 05:12');
    expect(facts).toEqual([expect.objectContaining(fact)]);
    const later = { ...EN, now: new Date('2026-11-23T03:00:00Z') };
    expect(triggerReply({ ...HISTORY, outcomes: [still] }, later).text).toContain(
      'no change – *Running* since 22 Nov 05:12',
    );
    expect(triggerReply({ ...HISTORY, outcomes: [still] }, ID).text).toContain(
      'tidak berubah – *Running* sejak 05.12',
    );
  });

  test('a number that may have moved in between is not said to have stood still', () => {
    const held = load(600, '2026-11-21T22:12:09Z');
    const quiet: SeriesOutcome = { ...series([]), held } as SeriesOutcome;
    const { text } = triggerReply({ ...HISTORY, outcomes: [quiet, still] }, EN);
    expect(text).toContain('no new value – *600.0 MW* at 05:12');
    expect(text).toContain('no change – *Running* since 05:12');
  });

  test('a constant has not changed, and has no time to tell', () => {
    const held = load(660, '1970-01-01T00:00:00Z');
    const constant: SeriesOutcome = { ...series([]), held } as SeriesOutcome;
    const { text } = triggerReply({ ...HISTORY, outcomes: [constant] }, EN);
    expect(text).toBe('*u1 load*\n06:32–14:32 WIB\nno change – *660.0 MW*');
    const { range: _, ...newest } = HISTORY;
    expect(triggerReply({ ...newest, outcomes: [series([held])], last: 5 }, EN).text).toBe(
      '*u1 load*\nthe newest value\n*660.0 MW*',
    );
  });

  test('a bad state that lasted is no value', () => {
    const held = sampleReading(null, 'MW', {
      quality: 'bad',
      timestamp: '2026-11-21T22:12:09Z',
      state: { name: 'I/O Timeout', code: 246, isSystem: true },
    });
    const silent: SeriesOutcome = { ...series([]), held } as SeriesOutcome;
    const { text, facts } = triggerReply({ ...HISTORY, outcomes: [silent] }, EN);
    expect(text).toContain('⚠ no data since 05:12 (I/O Timeout)');
    expect(facts).toEqual([expect.objectContaining({ value: null, quality: 'bad' })]);
  });

  test('is told the same on a group’s line and in a trend, whatever the plot computed', () => {
    const group = groupReply({ name: 'g', members: [{ ...HISTORY, outcomes: [still] }] }, EN);
    expect(group.text).toContain('no change – *Running*');
    expect(group.text).toContain('since 05:12');
    expect(group.facts).toEqual([expect.objectContaining(fact)]);
    const edges = [RANGE.start, RANGE.end].map((timestamp) => ({ ...running, timestamp }));
    const plotted = { ...still, readings: edges } as SeriesOutcome;
    const trend: TrendAnswer = {
      kind: 'trend',
      name: 'trend mill',
      source: 'Plant PI',
      outcomes: [plotted],
      range: RANGE,
    };
    const told = triggerReply(trend, EN);
    expect(told.text).toBe('*trend mill*\n06:32–14:32 WIB\nno change – *Running* since 05:12');
    expect(told.facts).toEqual([expect.objectContaining(fact)]);
    const held = load(600, '2026-11-21T22:12:09Z');
    const flat = [RANGE.start, RANGE.end].map((at) => load(600, at));
    const quiet = { ...series(flat), held } as SeriesOutcome;
    expect(triggerReply({ ...trend, outcomes: [quiet] }, EN).text).toContain(
      'no new value – *600.0 MW* at 05:12',
    );
    const latest = new Map([['U1_LOAD_NET', load(612, '2026-11-22T07:31:00Z')]]);
    expect(triggerReply({ ...trend, outcomes: [quiet], latest }, EN).text).toContain(
      'last *612.0 MW*  14:31:00 WIB',
    );
  });

  test('fills a template with what held', () => {
    const template = '{value} since {time}';
    expect(triggerReply({ ...HISTORY, template, outcomes: [still] }, EN).text).toBe(
      'Running since 05:12:09 WIB',
    );
  });
});

test('of thousands of values the first five hundred are kept, and the reply says of how many', () => {
  const many = Array.from({ length: 4000 }, (_, index) =>
    load(index, new Date(NOW.getTime() - index * 5000).toISOString()),
  );
  const reply = triggerReply({ ...HISTORY, outcomes: [series(many), series(many)] }, EN);
  expect(reply.text).toContain('1–15 of 8000 – send *next* for more');
  expect(reply.rest?.at(-1)?.text).toContain('Shown are the first 500 of 8000.');
});

test('a tag asked by its name is described as its source does', () => {
  const tag = sampleTag('U1_LOAD_NET', 'MW', { description: 'Unit 1 net load' });
  const outcomes = [{ ok: true as const, tag, readings: READINGS, truncated: false }];
  expect(triggerReply({ ...HISTORY, name: 'U1_LOAD_NET', outcomes }, EN).text).toMatch(
    /^\*U1_LOAD_NET\* – Unit 1 net load\n/,
  );
});

describe('a trend as text', () => {
  const TREND: TrendAnswer = {
    kind: 'trend',
    name: 'trend U1_LOAD_NET',
    source: 'Plant PI',
    outcomes: [series(READINGS)],
    range: RANGE,
  };

  test('is a line of blocks, the last value, the least and the greatest', () => {
    const { text, facts } = triggerReply(TREND, EN);
    const shown = text.split('\n');
    expect(shown[1]).toBe('06:32–14:32 WIB');
    expect(shown[2]).toMatch(/^[▁▂▃▄▅▆▇█·]{24}$/);
    expect(shown.slice(3)).toEqual([
      'last *639.0 MW*  14:32:05 WIB',
      'min 600.0 MW  08:02',
      'max 639.0 MW  14:32',
    ]);
    expect(facts.map(({ kind, value }) => [kind, value])).toEqual([
      ['value', 639],
      ['minimum', 600],
      ['maximum', 639],
    ]);
    expect(facts[1]).toMatchObject(RANGE);
  });

  test('states are listed, not drawn', () => {
    const state = { name: 'Running', code: 1, isSystem: false };
    const outcomes = [series([sampleReading('Running', null, { state })])];
    expect(triggerReply({ ...TREND, outcomes }, EN).text).toContain('14:32:05  *Running*');
  });

  test('states are told where they change, also beside lines, and not where a plot repeats them', () => {
    const at = (name: string, hour: number, minute: number) =>
      sampleReading(name, null, {
        state: { name, code: 1, isSystem: false },
        timestamp: `2026-11-22T0${hour}:${minute}:00Z`,
      });
    const bad = sampleReading(null, null, {
      quality: 'bad',
      timestamp: '2026-11-22T05:30:00Z',
      state: { name: 'I/O Timeout', code: 246, isSystem: true },
    });
    const mill: SeriesOutcome = {
      ok: true,
      tag: sampleTag('U1_MILL_B_STATUS', null, { valueType: 'digital' }),
      readings: [
        { ...at('Running', 0, 10), timestamp: RANGE.start },
        at('Running', 2, 10),
        at('Tripped', 3, 10),
        at('Running', 4, 20),
        bad,
        at('Running', 6, 40),
        { ...at('Running', 0, 10), timestamp: RANGE.end },
      ],
      truncated: false,
    };
    const changes = [
      '13:40:00  *Running*',
      '12:30:00  ⚠ I/O Timeout',
      '11:20:00  *Running*',
      '10:10:00  *Tripped*',
      '06:32:05  *Running*',
    ];
    const alone = triggerReply({ ...TREND, outcomes: [mill] }, EN);
    expect(alone.text.split('\n').slice(1)).toEqual(['06:32–14:32 WIB', ...changes]);
    expect(alone.facts.map(({ value }) => value)).toEqual([
      'Running',
      null,
      'Running',
      'Tripped',
      'Running',
    ]);
    const beside = triggerReply({ ...TREND, outcomes: [series(READINGS), mill] }, EN);
    expect(beside.text).not.toContain('no values');
    expect(beside.text.split('\n').slice(-6)).toEqual(['*U1_MILL_B_STATUS*', ...changes]);
  });

  test('a gap is a gap, and a flat line has no height', () => {
    const at = (hour: number) => `2026-11-22T0${hour}:00:00Z`;
    const range = { start: at(0), end: at(4) };
    const bad = sampleReading(null, null, { quality: 'bad', timestamp: at(2) });
    expect(sparkline([load(1, at(1)), bad, load(3, at(3))], range, 4)).toBe('·▁·█');
    expect(sparkline([load(5, at(0)), load(5, at(2))], range, 4)).toBe('▄▄▄▄');
    expect(sparkline([bad], range, 4)).toBe('');
  });
});

describe('statistics', () => {
  const statistics = {
    average: sampleReading(605.12, 'MW'),
    minimum: load(580.22, '2026-11-22T03:00:00Z'),
    percentGood: sampleReading(99.31, null),
    maximum: sampleReading(null, 'MW', { quality: 'bad' }),
  };
  const SUMMARY: SummaryAnswer = {
    kind: 'summary',
    name: 'u1 shift',
    source: 'Plant PI',
    range: RANGE,
    statistics: ['average', 'minimum', 'maximum', 'percentGood'],
    weighting: 'time',
    outcomes: [
      {
        ok: true,
        tag: sampleTag('U1_LOAD_NET', 'MW'),
        buckets: [{ ...RANGE, statistics }],
      },
    ],
  };

  test('say their range, zone and weighting; what could not be computed says so', () => {
    const { text, facts } = triggerReply(SUMMARY, EN);
    expect(text.split('\n')).toEqual([
      '*u1 shift*',
      '06:32–14:32 WIB (8 h), time-weighted',
      'Average  *605.1 MW*',
      'Minimum  *580.2 MW* 10:00',
      'Maximum  ⚠ not computed',
      'Good     *99.3 %*',
    ]);
    expect(facts.map(({ kind, value, start }) => [kind, value, start])).toEqual([
      ['average', 605.12, RANGE.start],
      ['minimum', 580.22, RANGE.start],
      ['maximum', null, RANGE.start],
      ['percentGood', 99.31, RANGE.start],
    ]);
  });

  test('say how long a range of no whole hours or days is, and cut nothing off', () => {
    const week = { start: '2026-11-15T17:00:00Z', end: '2026-11-21T15:08:00Z' };
    const { text } = triggerReply({ ...SUMMARY, range: week }, EN);
    expect(text).toContain('16 Nov 00:00 – 21 Nov 22:08 WIB (5 d 22 h 8 min), time-weighted');
  });

  test('per bucket, each line is one bucket and its facts have the bucket’s span', () => {
    const hour = (from: number) => ({
      start: `2026-11-22T0${from}:00:00Z`,
      end: `2026-11-22T0${from + 1}:00:00Z`,
      statistics,
    });
    const [outcome] = SUMMARY.outcomes;
    if (!outcome?.ok) throw new Error('sample');
    const { text, facts } = triggerReply(
      {
        ...SUMMARY,
        bucket: '1h',
        statistics: ['average', 'minimum'],
        range: { start: '2026-11-22T04:00:00Z', end: '2026-11-22T06:00:00Z' },
        outcomes: [{ ...outcome, buckets: [hour(4), hour(5)] }],
      },
      ID,
    );
    expect(text.split('\n').slice(1)).toEqual([
      '11.00–13.00 WIB (2 jam), per 1h, berbobot waktu',
      '11.00  rata *605,1 MW* · min 580,2 MW',
      '12.00  rata *605,1 MW* · min 580,2 MW',
    ]);
    expect(facts[2]).toMatchObject({ start: '2026-11-22T05:00:00Z', end: '2026-11-22T06:00:00Z' });
  });

  test('days that do not begin at midnight are named by when they begin', () => {
    const days = (hour: string) => ({
      ...SUMMARY,
      bucket: '1d',
      statistics: ['average' as const],
      range: { start: `2026-11-19T${hour}:00Z`, end: `2026-11-21T${hour}:00Z` },
      outcomes: SUMMARY.outcomes.map((outcome) => ({
        ...outcome,
        buckets: ['19', '20'].map((day) => ({
          start: `2026-11-${day}T${hour}:00Z`,
          end: `2026-11-${Number(day) + 1}T${hour}:00Z`,
          statistics,
        })),
      })) as SummaryAnswer['outcomes'],
    });
    const rows = (answer: SummaryAnswer) => triggerReply(answer, EN).text.split('\n').slice(2);
    expect(rows(days('06:12'))).toEqual(['19 Nov 13:12  *605.1 MW*', '20 Nov 13:12  *605.1 MW*']);
    expect(rows(days('17:00'))).toEqual(['20 Nov  *605.1 MW*', '21 Nov  *605.1 MW*']);
  });

  test('a template has their unit, and dates where the range is not of today', () => {
    const template = '{average:U1_LOAD_NET} [{unit}] from {start} to {end}';
    const yesterday = { start: '2026-11-20T17:00:00Z', end: '2026-11-21T17:00:00Z' };
    expect(triggerReply({ ...SUMMARY, template, range: yesterday }, EN).text).toBe(
      '605.1 MW [MW] from 21 Nov 00:00:00 WIB to 22 Nov 00:00:00 WIB',
    );
    expect(triggerReply({ ...SUMMARY, template }, EN).text).toBe(
      '605.1 MW [MW] from 06:32:05 WIB to 14:32:05 WIB',
    );
  });

  test('on a group’s line are short', () => {
    const members = [{ ...SUMMARY, statistics: ['average', 'minimum'] as const }, HISTORY];
    expect(groupReply({ name: 'g', members }, EN).text.split('\n').slice(1)).toEqual([
      'u1 shift  avg *605.1 MW* · min 580.2 MW',
      '          (8 h)',
      expect.stringMatching(/^u1 load {3}[▁▂▃▄▅▆▇█·]{12} \*639\.0 MW\* 14:32$/),
    ]);
  });
});

describe('rows of a query', () => {
  const TABLE: TableAnswer = {
    kind: 'query',
    name: 'energy',
    source: 'MES',
    table: {
      columns: ['unit', 'mwh'],
      rows: [
        ['U1', 1234.5],
        ['U2', null],
      ],
      truncated: false,
    },
  };

  test('that are readings have their units, and their facts are of the tag', () => {
    const reading = sampleReading(612.44, 'MW', { timestamp: '2026-11-22T07:30:00Z' });
    const reply = triggerReply(
      {
        kind: 'query',
        name: 'last',
        source: 'Plant PI',
        given: [{ name: 'tag', value: 'U1_LOAD', isTag: true }],
        table: {
          columns: ['id', 'value'],
          rows: [
            [1, 612.44],
            [2, 612.44],
          ],
          truncated: false,
          readings: [
            { tag: 'U1_LOAD', reading, column: 1 },
            { tag: 'U1_LOAD', reading, column: 1 },
          ],
        },
      },
      EN,
    );
    expect(reply.text).toContain('tag: U1_LOAD');
    expect(reply.text).toContain(' 1  612.44 MW');
    expect(reply.facts[0]).toEqual({
      source: 'Plant PI',
      tag: 'U1_LOAD',
      value: 612.44,
      unit: 'MW',
      timestamp: '2026-11-22T07:30:00Z',
      quality: 'good',
      kind: 'value',
    });
    expect(reply.facts).toHaveLength(2);
  });

  test('a narrow table keeps its columns', () => {
    const { text, facts } = triggerReply(TABLE, EN);
    expect(text).toBe('*energy*\n```unit     mwh\nU1    1234.5\nU2         –\n```');
    expect(facts).toEqual([
      expect.objectContaining({
        source: 'MES',
        tag: 'mwh',
        value: 1234.5,
        timestamp: NOW.toISOString(),
      }),
    ]);
  });

  test('a wide one names its columns in each row; instants are told in the site’s zone', () => {
    const rows = Array.from({ length: 8 }, (_, index) => [
      index,
      '2026-11-22T05:00:00.000Z',
      'a note that takes more room than a phone has',
    ]);
    const wide = { columns: ['id', 'at', 'note'], rows, truncated: true };
    const reply = triggerReply({ ...TABLE, table: wide }, EN);
    expect(reply.text.split('\n')[1]).toBe(
      '*#1*  id: *0* · at: *12:00:00 WIB* · note: *a note that takes more room than a phone has*',
    );
    expect(reply.text).toContain('1–6 of 8 – send *next* for more');
    expect(reply.text).toContain('The source holds more than these 8');
  });

  test('rows that a limit of the query ended are not told as all there are', () => {
    const rows = Array.from({ length: 10 }, (_, index) => [index, 'HIGH']);
    const table = { columns: ['id', 'level'], rows, truncated: false };
    const note = 'There may be more than these 10';
    expect(triggerReply({ ...TABLE, table, mayBeMore: true }, EN).text).toContain(note);
    expect(triggerReply({ ...TABLE, table, mayBeMore: false }, EN).text).not.toContain(note);
  });

  test('no rows are said', () => {
    const empty = { columns: ['a'], rows: [], truncated: false };
    expect(triggerReply({ ...TABLE, table: empty }, EN).text).toBe('*energy*\nNo rows.');
  });
});
