import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoPi, soon } from '../../../tests/support/demo-pi.ts';
import type { DemoPi } from '../../../tests/support/demo-pi.ts';

let pi: DemoPi;

beforeAll(async () => {
  pi = await openDemoPi();
});

afterAll(() => pi.close());

describe('the tag index', () => {
  test('holds every point of the plant, found by name and by words', async () => {
    const indexed = await pi.connect({ tagIndex: true });
    for (let i = 0; i < 1_000 && !indexed.tagIndexStatus?.().complete; i += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
    const all = (await pi.source.read?.({ tags: ['*'] }, soon())) ?? [];
    expect(indexed.tagIndexStatus?.()).toMatchObject({ tags: all.length, complete: true });
    expect(indexed.findTag?.('machine#1')).toMatchObject({ name: 'Machine#1', unit: 'kW' });
    expect(indexed.search?.('net load unit 2', 1)).toMatchObject([{ name: 'U2_LOAD_NET' }]);
    expect(indexed.search?.('temprature generatrice', 1)).toMatchObject([
      { name: 'Génératrice 1.Température' },
    ]);
    await indexed.close();
  });

  test('a tag that was read is known by its name without an index', async () => {
    await pi.read('U1_O2');
    expect(pi.source.findTag?.('u1_o2')).toMatchObject({ name: 'U1_O2', unit: '%' });
    expect(pi.source.findTag?.('u1_o3')).toBeUndefined();
  });
});

describe('the check', () => {
  test.each([
    [{ password: 'wrong' }, 'login', /Basic/],
    [{ dataServer: 'OTHER-PI' }, 'permission', /DEMO-PI/],
    [{ defaultTag: 'NOPE' }, 'permission', /NOPE/],
  ])('with %j ends at %s', async (more, name, message) => {
    const wrong = await pi.connect(more);
    const steps = await wrong.check(soon());
    expect(steps.slice(0, -1).every(({ ok }) => ok)).toBe(true);
    expect(steps.at(-1)).toMatchObject({
      name,
      ok: false,
      message: expect.stringMatching(message),
    });
    await wrong.close();
  });

  test.each(['web-api', 'gateway'] as const)(
    'in mode %s, a CA file that cannot be read fails the TLS step, and claims nothing of the server',
    async (mode) => {
      const wrong = await pi.connect({ mode, caFile: 'no-such-ca.pem' });
      expect(await wrong.check(soon())).toEqual([
        { name: 'tls', ok: false, message: expect.stringMatching(/CA certificate file/) },
      ]);
      await wrong.close();
    },
  );

  test('says that the clocks differ, because every age in a reply would be wrong', async () => {
    const late = await pi.connect({}, () => new Date(pi.nowMs + 20 * 60_000));
    const steps = await late.check(soon());
    expect(steps.at(-1)).toMatchObject({
      name: 'clock',
      ok: false,
      message: expect.stringMatching(/1200 s behind/),
    });
    await late.close();
  });

  test('of an address without a PI Web API says where one normally is', async () => {
    const wrong = await pi.connect({ baseUrl: pi.url.replace('piwebapi', 'elsewhere') });
    expect(await wrong.check(soon())).toEqual([
      { name: 'reach', ok: false, message: expect.stringMatching(/ending|ends in \/piwebapi/) },
    ]);
    await wrong.close();
  });
});
