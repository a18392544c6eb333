import { expect, test } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

const context = { now: new Date('2026-11-23T05:00:00Z'), timeZone: 'Asia/Jakarta' };

test.each(['30 feb', '31 nov', '31 november', '30 feb 2026'])(
  'a day that no month has (%s) is not so many values of the month',
  (text) => {
    expect(parseArguments(text, context)).toMatchObject({
      ok: false,
      problem: { kind: 'unclear' },
    });
  },
);

test.each(['40 nov', '5 yesterday', '20 hari ini', '3 8h', '10 minggu ini'])(
  'a count before a range (%s) is of that range',
  (text) => {
    const read = parseArguments(text, context);
    expect(read).toMatchObject({ ok: true, arguments: { count: Number.parseInt(text, 10) } });
  },
);
