import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createConnectionPool } from './index.ts';

interface Line {
  readonly id: number;
  isBroken: boolean;
  ended?: 'closed' | 'cancelled';
}

function pool(maxConnections = 2, idleMs = 60_000) {
  const lines: Line[] = [];
  const made = createConnectionPool<Line>(
    {
      async open() {
        const line: Line = { id: lines.length, isBroken: false };
        lines.push(line);
        await sleep(1);
        return line;
      },
      isUsable: ({ isBroken }) => !isBroken,
      async close(line) {
        line.ended = 'closed';
      },
      async cancel(line) {
        line.ended = 'cancelled';
      },
    },
    { maxConnections, idleMs },
  );
  return { ...made, lines };
}

const soon = (): AbortSignal => AbortSignal.timeout(5_000);

test('fifty questions share as many connections as there may be, and all are answered', async () => {
  const { use, lines, close } = pool(3);
  let atWork = 0;
  let most = 0;
  const ask = async (): Promise<number> => {
    most = Math.max(most, (atWork += 1));
    await sleep(1);
    atWork -= 1;
    return 1;
  };
  const answers = await Promise.all(Array.from({ length: 50 }, () => use(ask, soon())));
  expect(answers).toHaveLength(50);
  expect(most).toBe(3);
  expect(lines).toHaveLength(3);
  await close();
  expect(lines.map(({ ended }) => ended)).toEqual(['closed', 'closed', 'closed']);
});

test('who waits in line waits no longer than its signal', async () => {
  const { use, close } = pool(1);
  const held = use(() => sleep(300), soon());
  await expect(use(async () => 1, AbortSignal.timeout(20))).rejects.toMatchObject({
    code: 'sql.timeout',
  });
  await held;
  expect(await use(async () => 2, soon())).toBe(2);
  await close();
});

test('a question that is given up is cancelled, and its connection never used again', async () => {
  const { use, lines, size, close } = pool(1);
  const asked = use(() => new Promise(() => undefined), AbortSignal.timeout(20));
  await expect(asked).rejects.toMatchObject({ kind: 'timeout' });
  expect(lines[0]?.ended).toBe('cancelled');
  expect(await use(async ({ id }) => id, soon())).toBe(1);
  expect(size()).toBe(1);
  await close();
});

test('a connection that broke while nobody used it is replaced', async () => {
  const { use, lines, close } = pool(1);
  await use(async () => undefined, soon());
  for (const line of lines) line.isBroken = true;
  expect(await use(async ({ id }) => id, soon())).toBe(1);
  await close();
});

test('an error of the query leaves its connection, any other does not', async () => {
  const { use, lines, close } = pool(1);
  const fail = (): Promise<never> => Promise.reject(new Error('no such table'));
  await use(fail, soon(), () => true).catch(() => undefined);
  expect(await use(async ({ id }) => id, soon())).toBe(0);
  await use(fail, soon(), () => false).catch(() => undefined);
  expect(lines[0]?.ended).toBe('cancelled');
  expect(await use(async ({ id }) => id, soon())).toBe(1);
  await close();
});

test('a failure to connect frees its place', async () => {
  let tries = 0;
  const { use, close } = createConnectionPool<number>(
    {
      async open() {
        tries += 1;
        await sleep(1);
        if (tries < 3) throw new Error('refused');
        return tries;
      },
      isUsable: () => true,
      close: async () => undefined,
      cancel: async () => undefined,
    },
    { maxConnections: 1, idleMs: 1_000 },
  );
  const asked = await Promise.allSettled([1, 2, 3].map(() => use(async (n) => n, soon())));
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  await close();
});

test('a connection with nothing to do is closed after a while', async () => {
  const { use, lines, close } = pool(1, 20);
  await use(async () => undefined, soon());
  await expect.poll(() => lines[0]?.ended).toBe('closed');
  expect(await use(async ({ id }) => id, soon())).toBe(1);
  await close();
});

test('closing ends what is at work and who waits, and nothing is answered afterwards', async () => {
  const { use, lines, close } = pool(1);
  const asked = [0, 1].map(() => use(() => new Promise(() => undefined), soon()));
  await sleep(10);
  const ended = Promise.allSettled(asked);
  await close();
  for (const one of await ended) {
    expect(one).toMatchObject({ status: 'rejected', reason: { code: 'sql.closed' } });
  }
  expect(lines[0]?.ended).toBe('cancelled');
  await expect(use(async () => 1, soon())).rejects.toMatchObject({ code: 'sql.closed' });
  await close();
});
