import { describe, expect, test } from 'vitest';
import { isLinked, reasonOf, standingOf } from './standing.ts';

describe('how a way to WhatsApp stands, as the page says it', () => {
  test.each([
    ['a device that nobody linked', 'whatsapp-web', 'off', false, 'notLinked'],
    ['a business number that nobody set up', 'whatsapp-cloud', 'off', false, 'off'],
    ['a business number that is switched off', 'whatsapp-cloud', 'off', true, 'switchedOff'],
    ['what works', 'whatsapp-cloud', 'ready', true, 'ready'],
    ['a device whose code ran out', 'whatsapp-web', 'stopped', true, 'notLinked'],
    ['what only an administrator gets going', 'whatsapp-cloud', 'stopped', true, 'stopped'],
  ] as const)('%s', (_what, kind, phase, isSetUp, standing) => {
    expect(standingOf({ kind, phase, isSetUp, account: null })).toBe(standing);
  });

  test('a device that was thrown out by another program is stopped, and still linked', () => {
    const account = { phone: '+6281200000009', id: null };
    const state = { kind: 'whatsapp-web', phase: 'stopped', isSetUp: true, account } as const;
    expect(standingOf(state)).toBe('stopped');
  });

  test('a device is linked also while its connection is down, and not while a code is shown', () => {
    const account = { phone: '+6281200000009', id: null };
    expect(isLinked({ phase: 'connecting', account })).toBe(true);
    expect(isLinked({ phase: 'stopped', account })).toBe(true);
    expect(isLinked({ phase: 'linking', account })).toBe(false);
    expect(isLinked({ phase: 'off', account: null })).toBe(false);
  });

  test('a reason the page has no words for is told in the server’s', () => {
    const detail = 'The moon is full.';
    expect(reasonOf({ reason: 'moon', detail })).toEqual({ detail });
    expect(reasonOf({ reason: 'logged_out', detail })).toEqual({ key: 'logged_out' });
    expect(reasonOf({ reason: null, detail })).toBeUndefined();
  });
});
