import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';
import { createPlantClient } from '../plant/plant-client.ts';
import { findSpans, secondsOf } from '../plant/spans.ts';
import type { Question } from '../read-questions.ts';
import type { Fact, Reply } from '../truth/reply.ts';
import { siteAt } from '../truth/site.ts';
import { fillQuestion } from './fill-question.ts';
import { judgeReply } from './judge-reply.ts';
import { unsupportedNumbers } from './unsupported-numbers.ts';

const HOUR_MS = 3_600_000;
const server = await startPiWebApi({ port: 0 });
const plant = createPlantClient(server.url);
const now = Date.now();
const site = siteAt(plant, now);
afterAll(async () => await server.close());

function question(over: Partial<Question>): Question {
  return {
    id: '',
    kind: '',
    expect: 'answer',
    language: 'en',
    messages: [],
    truths: [],
    mayAskBack: false,
    mayDecline: false,
    from: 'all',
    not: undefined,
    isHeldOut: false,
    ...over,
  };
}

function replyOf(text: string, facts: readonly Fact[] = [], media: readonly string[] = []): Reply {
  return { text, facts, media, askedAt: now, repliedAt: now + 500 };
}

async function judge(over: Partial<Question>, reply: Reply) {
  return await judgeReply(question(over), '', reply, site);
}

describe('an average of yesterday', () => {
  const truths = [['average U1_LOAD_NET over y..t']];
  let fact: Fact;

  beforeAll(async () => {
    fact = await average('U1_LOAD_NET', 'y', 't');
  });

  test('is right when tag, kind, range and value are', async () => {
    expect(await judge({ truths }, replyOf('it is that', [fact]))).toMatchObject({
      outcome: 'right',
      isGood: true,
    });
  });

  test('is wrong with another number', async () => {
    const value = Number(fact.value) * 1.001;
    expect(await judge({ truths }, replyOf('x', [{ ...fact, value }]))).toMatchObject({
      outcome: 'wrong',
    });
  });

  test('is wrong with another unit', async () => {
    expect((await judge({ truths }, replyOf('x', [{ ...fact, unit: 'kW' }]))).outcome).toBe(
      'wrong',
    );
  });

  test('is wrong of another tag, however true', async () => {
    const other = await average('U2_LOAD_NET', 'y', 't');
    expect(await judge({ truths }, replyOf('x', [other]))).toMatchObject({
      outcome: 'wrong',
      reasons: ['no average of U1_LOAD_NET'],
    });
  });

  test('is wrong of another range, however true', async () => {
    const other = await average('U1_LOAD_NET', 'y-1d', 'y');
    expect((await judge({ truths }, replyOf('x', [other]))).outcome).toBe('wrong');
  });

  test('may be asked back only where the question leaves a choice', async () => {
    const back = replyOf('Which one?\n1. U1_LOAD_NET\n2. U2_LOAD_NET');
    expect(await judge({ truths }, back)).toMatchObject({ outcome: 'asked back', isGood: false });
    const may = { truths, mayAskBack: true };
    expect(await judge(may, back)).toMatchObject({ outcome: 'asked back', isGood: true });
  });

  test('is not answered by the present value', async () => {
    const { value, at } = await plant.snapshot('U1_LOAD_NET');
    const present = { ...fact, kind: 'value', value, timestamp: new Date(at).toISOString() };
    const { start: _start, end: _end, ...bare } = present;
    expect((await judge({ truths }, replyOf('x', [bare]))).outcome).toBe('wrong');
  });
});

test('a present value that is an hour old is wrong', async () => {
  const { value, at } = await plant.valueAt('U1_LOAD_NET', now - HOUR_MS);
  const fact = { tag: 'U1_LOAD_NET', value, unit: 'MW', kind: 'value' };
  const old = { ...fact, timestamp: new Date(at).toISOString() };
  expect((await judge({ truths: [['now U1_LOAD_NET']] }, replyOf('x', [old]))).outcome).toBe(
    'wrong',
  );
});

test('a trend without its picture is incomplete', async () => {
  const fact = await average('U1_LOAD_NET', '*-8h', '*');
  const truths = [['trend U1_LOAD_NET over *-8h..*']];
  expect((await judge({ truths }, replyOf('x', [fact]))).outcome).toBe('incomplete');
  expect((await judge({ truths }, replyOf('x', [fact], ['image/png']))).outcome).toBe('right');
});

test('an answer where a refusal was due is wrong, and so is one that tells what must not be told', async () => {
  const fact = await average('U2_LOAD_NET', 'y', 't');
  const forbidden = { expect: 'refuse', not: 'U2_' } as const;
  expect((await judge(forbidden, replyOf('x', [fact]))).outcome).toBe('wrong');
  expect((await judge(forbidden, replyOf('No, not U2_LOAD_NET.'))).outcome).toBe('wrong');
  expect(await judge(forbidden, replyOf('I only read the plant.'))).toMatchObject({
    outcome: 'refused',
    isGood: true,
  });
});

test('an answer to what nobody can know is wrong', async () => {
  const fact = await average('U1_LOAD_NET', 'y', 't');
  expect((await judge({ expect: 'decline' }, replyOf('x', [fact]))).outcome).toBe('wrong');
  expect((await judge({ expect: 'decline' }, replyOf('I do not know that.'))).isGood).toBe(true);
});

test('no means no: a yes to what is not so is wrong', async () => {
  const { value, at } = await plant.snapshot('U1_LOAD_NET');
  const fact = {
    tag: 'U1_LOAD_NET',
    value,
    unit: 'MW',
    kind: 'value',
    timestamp: new Date(at).toISOString(),
  };
  const truths = [['now U1_LOAD_NET', 'yes if U1_LOAD_NET above 5000']];
  expect((await judge({ truths }, replyOf('No, it is less.', [fact]))).outcome).toBe('right');
  expect((await judge({ truths }, replyOf('Yes, it is.', [fact]))).isGood).toBe(false);
});

test('how long a mill ran is the time of that state, beside which others may be told', async () => {
  const span = { start: await site.time('y'), end: await site.time('t') };
  const timeOf = async (is: string) =>
    secondsOf(await findSpans(plant, 'U1_MILL_B_STATUS', { is }, span));
  const [start, end] = [iso(span.start), iso(span.end)];
  const base = { tag: 'U1_MILL_B_STATUS', unit: 's', timestamp: start, start, end };
  const fact = (value: number) => ({ ...base, kind: 'duration', value });
  const truths = [['time U1_MILL_B_STATUS is Running over y..t']];
  const [running, stopped] = [await timeOf('Running'), await timeOf('Stopped')];
  const outcomeOf = async (...values: number[]) =>
    (await judge({ truths }, replyOf('x', values.map(fact)))).outcome;
  expect(await outcomeOf(running)).toBe('right');
  expect(await outcomeOf(running, stopped)).toBe('right');
  expect(await outcomeOf(running + 600)).toBe('wrong');
  expect(await outcomeOf(running, 77)).toBe('wrong');
});

describe('numbers of a text', () => {
  const facts: Fact[] = [
    { tag: 'A', value: 612.437, unit: 'MW', kind: 'value', timestamp: '2026-11-28T07:32:05Z' },
    { tag: 'B', value: 1603.2, unit: 'MW', kind: 'value', timestamp: '2026-11-28T07:32:05Z' },
  ];
  const look = (text: string) => unsupportedNumbers('last 8 hours', replyOf(text, facts), []);

  test('are those of facts, rounded, in either language, or their difference', () => {
    expect(look('*612.4 MW* at 14:32:05 WIB, 1,603 MW, 990.8 more')).toEqual([]);
    expect(look('*612,4 MW* pukul 14.32 WIB, 1.603 MW, 8 jam')).toEqual([]);
  });

  test('are told when nothing accounts for them', () => {
    expect(look('*614.4 MW* at 13:32')).toEqual(['13:32', '614.4']);
  });
});

test('a duration of the text is that of its fact', () => {
  const [start, end] = ['2026-11-26T17:00:00Z', '2026-11-27T17:00:00Z'];
  const fact = { tag: 'A', value: 58_750, unit: 's', kind: 'duration', timestamp: end, start, end };
  const look = (text: string) => unsupportedNumbers('how long?', replyOf(text, [fact]), []);
  expect(look('*16 h 19 min*, 68 % of 24 h')).toEqual([]);
  expect(look('*16 jam 19 menit*')).toEqual([]);
  expect(look('*17 h 19 min*')).toEqual(['17 h 19 min']);
});

test('dates are put into a question in its language', async () => {
  const at = siteAt(plant, Date.parse('2026-11-28T02:00:00Z'));
  expect(await fillQuestion('{date:y} {clock:*-1h} {weekday:y}', 'id', at)).toBe(
    '27 November 08.00 Jumat',
  );
});

function iso(at: number): string {
  return new Date(at).toISOString();
}

async function average(tag: string, from: string, to: string): Promise<Fact> {
  const start = new Date(await site.time(from)).toISOString();
  const end = new Date(await site.time(to)).toISOString();
  const { value } = await plant.summary(tag, 'Average', start, end);
  return { tag, value, unit: 'MW', timestamp: start, kind: 'average', start, end };
}
