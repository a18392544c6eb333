import { afterEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { TagInfo } from '#sdk';
import { createTagIndex } from './index.ts';
import type { TagIndex } from './index.ts';

function tag(name: string, description = '', unit: string | null = null): TagInfo {
  return {
    name,
    description,
    unit,
    valueType: 'number',
    step: false,
    displayDigits: -5,
    future: false,
  };
}

const PLANT = [
  tag('U1_LOAD_NET', 'Unit 1 net load', 'MW'),
  tag('U2_LOAD_NET', 'Unit 2 net load', 'MW'),
  tag('U1_LOAD_GROSS', 'Unit 1 gross load', 'MW'),
  tag('U1_MS_PRESS', 'Unit 1 main steam pressure', 'bar'),
  tag('U1_BFP_A_VIB', 'Unit 1 boiler feed pump A vibration', 'mm/s'),
  tag('SINUSOID', '12 Hour Sine Wave'),
  tag('SINUSOIDU', '12 Hour Sine Wave'),
  tag('LOADING', 'Coal jetty'),
  tag('JETTY.CRANE', 'Loading crane'),
  tag('FIC-101', 'Feed water flow', 't/h'),
  tag('Débit d’eau #2', 'Eau brute', 'm³/h'),
];

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const open: TagIndex[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((index) => index.close()));
});

function indexOf(
  loadPages: (signal: AbortSignal) => AsyncIterable<readonly TagInfo[]>,
  refreshMs: number | null = 1e9,
): TagIndex {
  const clock = (): Date => new Date('2026-01-01T00:00:00Z');
  const index = createTagIndex({ loadPages, refreshMs, retryMs: () => 5, log: silent, clock });
  open.push(index);
  return index;
}

async function* pages(...all: readonly (readonly TagInfo[])[]): AsyncGenerator<readonly TagInfo[]> {
  for (const page of all) yield page;
}

async function loaded(tags: readonly TagInfo[]): Promise<TagIndex> {
  const index = indexOf(() => pages(tags));
  await until(() => index.status().complete);
  return index;
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 2_000 && !isTrue(); i += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
  }
  expect(isTrue()).toBe(true);
}

async function names(words: string, limit = 10): Promise<readonly string[]> {
  return (await loaded(PLANT)).search(words, limit).map(({ name }) => name);
}

describe('a search', () => {
  test('finds words in any order, by their beginnings', async () => {
    expect((await names('net u1')).slice(0, 1)).toEqual(['U1_LOAD_NET']);
    expect(await names('vib pump')).toEqual(['U1_BFP_A_VIB']);
  });

  test('puts the exact name first, in any case', async () => {
    expect(await names('sinusoid')).toEqual(['SINUSOID', 'SINUSOIDU']);
  });

  test('puts names before descriptions', async () => {
    expect(await names('loading')).toEqual(['LOADING', 'JETTY.CRANE']);
  });

  test('forgives a typing error, two letters exchanged included', async () => {
    expect(await names('laod net')).toEqual(['U1_LOAD_NET', 'U2_LOAD_NET']);
    expect(await names('vibraton')).toEqual(['U1_BFP_A_VIB']);
  });

  test('takes words as they are when they are found as they are', async () => {
    expect(await names('load')).not.toContain('U1_MS_PRESS');
  });

  test.each([
    ['fic101', 'FIC-101'],
    ['fic 101', 'FIC-101'],
    ['101', 'FIC-101'],
    ['u1loadnet', 'U1_LOAD_NET'],
    ['debit', 'Débit d’eau #2'],
  ])('%j finds %s', async (words, name) => {
    expect((await names(words))[0]).toBe(name);
  });

  test.each(['', '   ', '***', '__proto__', 'constructor', '😀', 'x'.repeat(100_000)])(
    'for %.20j does no harm',
    async (words) => {
      expect(Array.isArray(await names(words))).toBe(true);
    },
  );

  test('gives no more than asked for', async () => {
    expect(await names('u1', 2)).toHaveLength(2);
    expect(await names('u1', 0)).toEqual([]);
  });

  test('hands out what is known of the tag', async () => {
    const index = await loaded(PLANT);
    expect(index.search('fic-101', 1)).toEqual([tag('FIC-101', 'Feed water flow', 't/h')]);
  });
});

test('before anything is typed the first tags by name are shown, up to the limit', async () => {
  const index = await loaded(PLANT.toReversed());
  const inOrder = PLANT.map(({ name }) => name).toSorted();
  expect(index.search(' ', 50).map(({ name }) => name)).toEqual(inOrder);
  expect(index.search('', 3).map(({ name }) => name)).toEqual(inOrder.slice(0, 3));
  const many = Array.from({ length: 5_000 }, (_, n) =>
    tag(`T${String(5_000 - n).padStart(4, '0')}`),
  );
  const first = (await loaded(many)).search('', 200);
  expect(first).toEqual(many.toReversed().slice(0, 200));
});

test('a tag is found by its name in any case, and by nothing less', async () => {
  const index = await loaded(PLANT);
  expect(index.find(' u1_load_net ')?.name).toBe('U1_LOAD_NET');
  expect(index.find('U1_LOAD')).toBeUndefined();
});

test('whatever tags there are, each is found by its own name and first in a search for it', async () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_.:#% /()-]{1,30}$/).filter((text) => /\w/.test(text));
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, {
        minLength: 1,
        maxLength: 40,
        selector: (text) => text.trim().toLowerCase(),
      }),
      async (all) => {
        const tags = all.map((each) => tag(each.trim(), `about ${each}`));
        const index = await loaded(tags);
        for (const { name: each } of tags) {
          expect(index.find(each)?.name).toBe(each);
          expect(index.search(each, 5).map((found) => found.name)).toContain(each);
        }
      },
    ),
    { numRuns: 40 },
  );
});

describe('loading', () => {
  test('what has come is searched while the rest is on its way, and progress is told', async () => {
    let sendRest: () => void = () => undefined;
    const rest = new Promise<void>((resolve) => {
      sendRest = resolve;
    });
    const thousand = Array.from({ length: 1_000 }, (_, i) => tag(`GEN.${i}`, 'generated'));
    const index = indexOf(async function* () {
      yield thousand;
      await rest;
      yield PLANT;
    });
    expect(index.status()).toEqual({ tags: 0, complete: false, refreshedAt: null });
    await until(() => index.status().tags === 1_000);
    expect(index.status().complete).toBe(false);
    expect(index.search('gen 999', 1)).toHaveLength(1);
    expect(index.find('SINUSOID')).toBeUndefined();
    sendRest();
    await until(() => index.status().complete);
    expect(index.status()).toEqual({
      tags: 1_011,
      complete: true,
      refreshedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(index.find('SINUSOID')).toBeDefined();
  });

  test('a failed load is tried again', async () => {
    let tries = 0;
    const index = indexOf(async function* () {
      tries += 1;
      if (tries === 1) throw new Error('PI is away');
      yield PLANT;
    });
    await until(() => index.status().complete);
    expect(tries).toBe(2);
  });

  test('a refresh takes tags away and brings new ones, and a failing one keeps what there was', async () => {
    let turn = 0;
    const index = indexOf(async function* () {
      turn += 1;
      if (turn === 2) {
        yield [tag('HALF')];
        throw new Error('PI went away');
      }
      yield turn === 1 ? [tag('OLD')] : [tag('NEW')];
    }, 5);
    await until(() => turn >= 2 || index.find('OLD') !== undefined);
    expect(index.find('HALF')).toBeUndefined();
    await until(() => index.find('NEW') !== undefined);
    expect(index.find('OLD')).toBeUndefined();
  });

  test('closing ends a load that is under way', async () => {
    const index = indexOf(async function* (signal) {
      yield PLANT;
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    await index.close();
    expect(index.status().complete).toBe(false);
  });

  test('an index that is switched off stays empty and asks nothing', async () => {
    const index = indexOf(() => {
      throw new Error('asked');
    }, null);
    expect(index.search('load', 5)).toEqual([]);
    expect(index.status()).toEqual({ tags: 0, complete: false, refreshedAt: null });
  });
});
