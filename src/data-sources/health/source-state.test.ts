import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { dueNotice } from './due-notice.ts';
import {
  type SourceEvent,
  type SourceState,
  UNKNOWN,
  isLeftAlone,
  nextState,
  pauseLeftMs,
} from './source-state.ts';

const NOON = Date.parse('2026-11-27T05:00:00.000Z');
const DOWN = new AppError('upstream', 'test.down', 'It is down.');
const REFUSED = new AppError('unauthenticated', 'test.refused', 'The password is wrong.');
const ANSWERED: SourceEvent = { kind: 'answered' };
const QUESTION = { kind: 'failed', by: 'question', error: DOWN, ms: 8_500 } as const;
const CHECK = { ...QUESTION, by: 'check' } as const;
const REFUSAL = { ...QUESTION, error: REFUSED, ms: 5 } as const;

/** The state after these events, one a second from noon. */
function after(...events: readonly SourceEvent[]): SourceState {
  return events.reduce((state, event, index) => nextState(state, event, at(index)), UNKNOWN);
}

function at(second: number): Date {
  return new Date(NOON + second * 1000);
}

describe('a source', () => {
  test.each<[string, readonly SourceEvent[], SourceState['status'], number | undefined]>([
    ['that was asked nothing is unknown', [], 'unknown', undefined],
    ['that answers is connected', [ANSWERED], 'connected', undefined],
    ['that fails once is not in error yet', [ANSWERED, QUESTION], 'connected', 1],
    ['that fails twice is not in error yet', [ANSWERED, QUESTION, CHECK], 'connected', 1],
    ['that fails three times is in error', [ANSWERED, QUESTION, CHECK, QUESTION], 'error', 1],
    ['that fails three checks is in error', [ANSWERED, CHECK, CHECK, CHECK], 'error', 1],
    [
      'of which questions fail and no check is not in error: they may be one slow question',
      [ANSWERED, QUESTION, QUESTION, QUESTION, QUESTION],
      'connected',
      1,
    ],
    [
      'that answers in between begins anew',
      [QUESTION, CHECK, ANSWERED, QUESTION, CHECK],
      'connected',
      3,
    ],
    [
      'is back at the first success',
      [QUESTION, CHECK, CHECK, CHECK, ANSWERED],
      'connected',
      undefined,
    ],
    ['that refuses three log-ins is in error', [REFUSAL, REFUSAL, REFUSAL], 'error', 0],
    ['that cannot be opened is in error at once', [{ kind: 'unusable', error: DOWN }], 'error', 0],
    [
      'that is switched off is disconnected',
      [ANSWERED, { kind: 'switched off' }],
      'disconnected',
      undefined,
    ],
    [
      'that was in error before a restart still is, since then',
      [{ kind: 'remembered', status: 'error', since: at(-60) }, QUESTION],
      'error',
      -60,
    ],
    [
      'that was connected before a restart is until it fails three times',
      [{ kind: 'remembered', status: 'connected' }, QUESTION, CHECK],
      'connected',
      1,
    ],
  ])('%s', (_what, events, status, since) => {
    const state = after(...events);
    expect(state.status).toBe(status);
    expect(state.failingSince).toEqual(since === undefined ? undefined : at(since));
  });
});

describe('who asks a source that fails', () => {
  test('is answered at once from the third failure on, and asks again when the pause is over', () => {
    const twice = after(QUESTION, CHECK);
    expect(isLeftAlone(twice, at(2))).toBe(false);
    const failing = nextState(twice, CHECK, at(10));
    expect(isLeftAlone(failing, at(11))).toBe(true);
    expect(isLeftAlone(failing, at(20))).toBe(false);
  });

  test('is not kept from asking one that fails in no time, but for a log-in that is refused', () => {
    const atOnce = { ...CHECK, ms: 5 };
    expect(isLeftAlone(after(atOnce, atOnce, atOnce), at(3))).toBe(false);
    expect(isLeftAlone(after(REFUSAL, REFUSAL, REFUSAL), at(3))).toBe(true);
    const throttled = new AppError('throttled', 'test.throttled', 'Come less often.');
    const busy = { ...atOnce, error: throttled };
    expect(isLeftAlone(after(busy, busy, busy), at(3))).toBe(true);
  });

  test('waits for none that was in error before a restart, until it failed again', () => {
    expect(isLeftAlone(after({ kind: 'remembered', status: 'error' }), at(0))).toBe(false);
  });

  test('has a check ask first, then ever less often, at least once a minute', () => {
    let state = after(QUESTION);
    expect(pauseLeftMs(state, at(0))).toBe(0);
    const pauses = [1, 2, 3, 4, 5, 6, 40].map((check) => {
      state = nextState(state, CHECK, at(check));
      return pauseLeftMs(state, at(check)) / 1000;
    });
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60, 60]);
  });

  test('is no reason for another log-in within half an hour of a refused one', () => {
    expect(pauseLeftMs(after(REFUSAL), at(0))).toBe(30 * 60_000);
    const checked = nextState(after(QUESTION), { ...CHECK, error: REFUSED }, at(1));
    expect(pauseLeftMs(checked, at(1))).toBe(30 * 60_000);
  });

  test('waits for no longer when the clock is put back', () => {
    const failing = after(CHECK, CHECK, CHECK);
    expect(isLeftAlone(failing, at(2))).toBe(true);
    expect(isLeftAlone(failing, at(-3600))).toBe(false);
  });
});

test('whatever happens, error means three failures since the last answer, and one answer ends it', () => {
  const event = fc.constantFrom(ANSWERED, QUESTION, CHECK, REFUSAL);
  fc.assert(
    fc.property(fc.array(fc.tuple(event, fc.nat({ max: 3_600 }))), (events) => {
      let state: SourceState = UNKNOWN;
      let second = 0;
      let failures = 0;
      let firstAt: Date | undefined;
      for (const [next, waited] of events) {
        second += waited;
        state = nextState(state, next, at(second));
        failures = next.kind === 'answered' ? 0 : failures + 1;
        firstAt = failures === 0 ? undefined : (firstAt ?? at(second));
        if (state.status === 'error') expect(failures).toBeGreaterThanOrEqual(3);
        if (isLeftAlone(state, at(second))) expect(state.status).toBe('error');
        expect(state.failingSince).toEqual(firstAt);
        expect(pauseLeftMs(state, at(second))).toBeLessThanOrEqual(30 * 60_000);
      }
      expect(nextState(state, ANSWERED, at(second))).toMatchObject({
        status: 'connected',
        failures: 0,
        pause: undefined,
      });
    }),
  );
});

test('of a source that comes and goes, administrators hear once in a quarter of an hour', () => {
  const minute = (count: number) => new Date(NOON + count * 60_000);
  const gone = { isOver: false, isTold: false, toldAt: null };
  expect(dueNotice(gone, minute(0))).toBe('gone');
  const told = { isOver: false, isTold: true, toldAt: minute(0) };
  expect(dueNotice(told, minute(30))).toBeUndefined();
  expect(dueNotice({ ...told, isOver: true }, minute(1))).toBe('back');
  const again = { ...gone, toldAt: minute(0) };
  expect(dueNotice(again, minute(14))).toBeUndefined();
  expect(dueNotice({ ...again, isOver: true }, minute(14))).toBeUndefined();
  expect(dueNotice(again, minute(15))).toBe('gone');
  expect(dueNotice(again, minute(-60))).toBe('gone');
});
