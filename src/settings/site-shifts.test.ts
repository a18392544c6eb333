import { describe, expect, test } from 'vitest';
import { DEFAULT_SHIFTS, SiteShifts, readShifts } from './site-shifts.ts';

const shifts = (...list: readonly [name: string, start: string][]) =>
  JSON.stringify(list.map(([name, start]) => ({ name, start })));

describe('the shifts of a site', () => {
  test.each([
    ['the default', DEFAULT_SHIFTS],
    ['one that lasts all day', shifts(['hari', '07:00'])],
    ['numbers at their places', shifts(['1/pagi', '07:00'], ['2', '15:00'], ['malam', '23:00'])],
  ])('%s can be set', (_what, text) => {
    expect(SiteShifts.safeParse(text).success).toBe(true);
    expect(readShifts(text).length).toBeGreaterThan(0);
  });

  test.each([
    ['what is no list', 'pagi 07:00', 'Write a list'],
    ['none', '[]', 'Write a list'],
    ['one without a name', shifts([' / ', '07:00']), 'Write a list'],
    ['a time that there is not', shifts(['pagi', '24:00']), 'Write a list'],
    ['two that begin together', shifts(['pagi', '07:00'], ['sore', '07:00']), 'begin at 07:00'],
    [
      'two of one name',
      shifts(['pagi/morning', '07:00'], ['Shift Morning', '15:00']),
      'called "morning"',
    ],
    ['a number of another place', shifts(['2', '07:00'], ['1', '19:00']), 'another place'],
  ])('%s is refused, and it is said why', (_what, text, said) => {
    expect(SiteShifts.safeParse(text).error?.issues[0]?.message).toContain(said);
  });
});
