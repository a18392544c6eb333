import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../src/triggers/index.ts';
import { piTruth } from './support/pi-truth.ts';
import { startPlantline, UNIT_1_OPERATOR, type RunningPlant } from './support/start-plantline.ts';

let plant: RunningPlant;
beforeAll(async () => {
  plant = await startPlantline();
});
afterAll(async () => {
  await plant.stop();
});

async function factsOf(text: string): Promise<readonly Fact[]> {
  const replies = await plant.ask(text);
  return replies.flatMap((reply) => reply.facts);
}

describe('every number of a reply is what the PI Web API says for that tag and instant', () => {
  test.each([
    ['u1 load', 1],
    ['U2LOAD', 1],
    ['beban u1', 1],
    ['u1 steam', 3],
    ['mills', 12],
    ['unit 1', 15],
    ['unit 2', 15],
    ['stack', 6],
    ['u1 day', 3],
    ['u1 hours', 12],
    ['u1 note', 1],
    ['frequency', 2],
    ['u1 load 2h', 1],
    ['u1 load 5', 5],
    ['u1 day kemarin', 3],
    ['SINUSOID', 1],
    ['CDM158', 1],
    ['BA:TEMP.1', 1],
    ['trend SINUSOID 8h', 1],
  ])('%s', async (text, atLeast) => {
    const facts = await factsOf(text);
    expect(facts.length).toBeGreaterThanOrEqual(atLeast);
    for (const fact of facts) {
      const truth = await piTruth(plant, fact);
      if (typeof truth.value === 'number') {
        const { value, ...rest } = truth;
        expect(fact).toMatchObject(rest);
        expect(fact.value).toBeCloseTo(value, 5);
      } else {
        expect(fact).toMatchObject(truth);
      }
    }
  });
});

test('each number shown is a fact, rounded', async () => {
  const [reply] = await plant.ask('u1 load');
  const [fact] = reply?.facts ?? [];
  const shown = /\*([\d,.]+) MW\*/u.exec(reply?.text ?? '')?.[1];
  expect(Number(shown)).toBeCloseTo(Number(fact?.value), 0);
  expect(reply?.text).toContain('WIB');
});

test('tags with awkward names are found by their names', async () => {
  const server = (await plant.pi('/dataservers')) as { Items: { WebId: string }[] };
  const page = (await plant.pi(`/dataservers/${server.Items[0]?.WebId}/points?maxCount=1000`)) as {
    Items: { Name: string; Future: boolean }[];
  };
  const awkward = page.Items.filter(({ Name }) => /[ /#%:().À-ÿ]/u.test(Name));
  expect(awkward.length).toBeGreaterThanOrEqual(8);
  for (const { Name } of awkward) {
    const [reply] = await plant.ask(Name);
    expect(reply?.facts[0]?.tag, `${Name}: ${reply?.text}`).toBe(Name);
  }
});

test('a forecast is asked into the future, and nothing else is', async () => {
  const now = new Date().toISOString();
  const ahead = await factsOf('U1_LOAD_FCST * to *+6h');
  expect(ahead.length).toBeGreaterThan(0);
  for (const fact of ahead) {
    expect(fact.timestamp >= now).toBe(true);
    expect(fact).toMatchObject({ value: (await piTruth(plant, fact)).value });
  }
  expect(await factsOf('U1_LOAD_NET * to *+6h')).toEqual([]);
});

test('points in a bad state are said in words and are never a number', async () => {
  const server = (await plant.pi('/dataservers')) as { Items: { WebId: string }[] };
  const page = (await plant.pi(`/dataservers/${server.Items[0]?.WebId}/points?maxCount=1000`)) as {
    Items: { Name: string; WebId: string }[];
  };
  const bad: string[] = [];
  for (const { Name, WebId } of page.Items) {
    const value = (await plant.pi(`/streams/${WebId}/value`)) as {
      Good: boolean;
      Value: { Name?: string } | number;
    };
    if (value.Good) continue;
    const state = typeof value.Value === 'object' ? value.Value.Name : undefined;
    bad.push(state ?? '');
    const [reply] = await plant.ask(Name);
    expect(reply?.facts[0], Name).toMatchObject({ value: null, quality: 'bad' });
    expect(reply?.text, Name).toContain(state);
  }
  expect(bad).toEqual(expect.arrayContaining(['Pt Created', 'I/O Timeout']));
});

test('the demo’s second contact sees unit 1 and nothing else', async () => {
  const [own] = await plant.ask('u1 load', UNIT_1_OPERATOR);
  expect(own?.facts[0]).toMatchObject({ tag: 'U1_LOAD_NET', quality: 'good' });
  for (const text of ['u2 load', 'unit 2', 'U2_LOAD_NET', '=u2 load', 'mills']) {
    const replies = await plant.ask(text, UNIT_1_OPERATOR);
    expect(
      replies.flatMap(({ facts }) => facts),
      text,
    ).toEqual([]);
  }
});

test('the same id twice is one message with one answer', async () => {
  const message = { id: 'twice', from: '+6281200000001', text: 'u1 load' };
  const first = await plant.app.receive(message, 10_000);
  const second = await plant.app.receive(message, 10_000);
  expect(first.messageId).toBe('twice');
  expect(second).toEqual(first);
});
