import { describe, expect, test } from 'vitest';
import { authenticate } from './authenticate.ts';
import { PiError } from './errors.ts';
import { createMisbehaviour } from './misbehaviour.ts';
import { createRandom } from './random.ts';
import { createRateLimiter } from './rate-limit.ts';

function refusal(run: () => unknown): PiError {
  try {
    run();
  } catch (error) {
    if (error instanceof PiError) return error;
  }
  throw new Error('was not refused');
}

describe('log-in', () => {
  const basic = { kind: 'basic', user: 'demo', password: 'pä:ss' } as const;
  const sent = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  test('takes the user in any case, with a domain, and a password with a colon', () => {
    expect(authenticate(basic, sent('PLANT\\Demo:pä:ss'))).toBe('DEMO\\demo');
  });

  test.each([
    undefined,
    'Bearer x',
    sent('demo:wrong'),
    sent('demo'),
    'Basic %%%',
    sent('other:pä:ss'),
  ])('refuses %s with 401 and the way to log in', (header) => {
    const error = refusal(() => authenticate(basic, header));
    expect(error.status).toBe(401);
    expect(error.body).toEqual({ Message: 'Authorization has been denied for this request.' });
    expect(error.headers['www-authenticate']).toMatch(/^Basic realm="/);
  });

  test('takes a bearer token and nothing else', () => {
    const bearer = { kind: 'bearer', token: 'abc' } as const;
    expect(authenticate(bearer, 'bearer abc')).toBeTruthy();
    expect(refusal(() => authenticate(bearer, 'Bearer abd')).headers['www-authenticate']).toBe(
      'Bearer',
    );
  });
});

describe('the rate limit', () => {
  test('refuses the request after the last allowed one, per client, until the second is over', () => {
    let now = 0;
    const count = createRateLimiter({ maxRequests: 2, durationMs: 1000 }, () => now);
    count('a');
    count('a');
    const error = refusal(() => count('a'));
    expect(error.status).toBe(429);
    expect(error.headers['retry-after']).toBe('1');
    count('b');
    now = 1000;
    count('a');
  });
});

describe('misbehaviour', () => {
  const calm = { latencyMs: 0, failRate: 0, hang: 0 };

  test('a rule hits the paths it names as often as it says', () => {
    const misbehaviour = createMisbehaviour(calm, createRandom(1));
    misbehaviour.add({ status: 503, pathIncludes: '/Streams/', count: 1 });
    expect(misbehaviour.decide('/piwebapi/points').status).toBeUndefined();
    expect(misbehaviour.decide('/piwebapi/streams/X/value').status).toBe(503);
    expect(misbehaviour.decide('/piwebapi/streams/X/value').status).toBeUndefined();
  });

  test('a rule with a path reaches into a batch', () => {
    const misbehaviour = createMisbehaviour(calm, createRandom(1));
    misbehaviour.add({ status: 429, pathIncludes: 'value' });
    expect(misbehaviour.decideInBatch('/piwebapi/streams/X/value')).toBe(429);
    misbehaviour.clear();
    expect(misbehaviour.decideInBatch('/piwebapi/streams/X/value')).toBeUndefined();
  });

  test('a fail rate of a half fails about half, with all three statuses, the same for a seed', () => {
    const fates = () => {
      const misbehaviour = createMisbehaviour({ ...calm, failRate: 0.5 }, createRandom(7));
      return Array.from({ length: 400 }, () => misbehaviour.decide('/x').status);
    };
    const failed = fates().filter((status) => status !== undefined);
    expect(failed.length).toBeGreaterThan(150);
    expect(failed.length).toBeLessThan(250);
    expect(new Set(failed)).toEqual(new Set([500, 502, 503]));
    expect(fates()).toEqual(fates());
  });

  test('hang takes a share or a text in the path', () => {
    const always = createMisbehaviour({ ...calm, hang: 1 }, createRandom(1));
    expect(always.decide('/x').hang).toBe(true);
    const some = createMisbehaviour({ ...calm, hang: 'summary' }, createRandom(1));
    expect(some.decide('/streams/X/Summary').hang).toBe(true);
    expect(some.decide('/streams/X/value').hang).toBe(false);
  });
});
