import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createArchive, type TimedValue } from '../../archive/index.ts';
import { createListSource } from '../../archive/event-source.ts';
import { instantFromMs } from '../../time/instant.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { toTimedValue, type ExpressionContext, type NamedStream } from './expression-value.ts';
import { parseExpression } from './parse-expression.ts';
import { ExpressionError } from './tokenise-expression.ts';

const NOON = instantFromMs(Date.parse('2026-03-10T12:00:00Z'));
const HOUR = 36_000_000_000;

function event(hoursAgo: number, value: TimedValue['value'], good = true): TimedValue {
  return {
    at: NOON - hoursAgo * HOUR,
    value,
    good,
    questionable: false,
    substituted: false,
    annotated: false,
  };
}

function stream(name: string, events: TimedValue[], step = false): NamedStream {
  const archive = createArchive({
    source: createListSource(events),
    shape: { pointType: step ? 'Digital' : 'Float64', step, future: false },
    now: () => NOON,
  });
  return { archive, name, descriptor: `the ${name}`, engineeringUnits: 'MW', zero: 0, span: 100 };
}

const STREAMS = new Map([
  ['load', stream('load', [event(4, 0), event(0, 40)])],
  ['mill', stream('mill', [event(4, { name: 'Running', value: 1, isSystem: false })], true)],
  [
    'broken',
    stream('broken', [event(4, { name: 'I/O Timeout', value: 246, isSystem: true }, false)]),
  ],
]);
const CONTEXT: ExpressionContext = {
  at: NOON,
  timeZone: 'Asia/Jakarta',
  findStream: (name) => STREAMS.get(name.toLowerCase()),
};

function evaluate(text: string) {
  const { value, good } = toTimedValue(evaluateExpression(parseExpression(text), CONTEXT), NOON);
  return good ? value : typeof value === 'object' ? value.name : value;
}

describe('performance equations', () => {
  test.each([
    ['1 + 2 * 3 ^ 2 - 8 / 4', 17],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['(1 + 2) * -3', -9],
    ['7 mod 4', 3],
    ['.5 + 1e2', 100.5],
    ['1 < 2 and not 2 < 1', 1],
    ['1 > 2 or 3 <> 3', 0],
    ['5 in (1 .. 5)', 1],
    ['if 1 = 2 then 10 else if 2 >= 2 then 20 else 30', 20],
    ['Abs(-3) + Sqr(16) + Round(2.5) + Trunc(2.9) + Max(1, 7, 3)', 19],
    ['Round(12.345, 0.1)', 12.3],
    ['Avg(1,2,3) + Median(5,1,9) + Min(4,2)', 9],
    ['1 / 0', 'Calc Failed'],
    ['"abc" = "ABC"', 1],
    ['Len("abc") + Poly(2, 1, 1, 1)', 10],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(text)).toBe(expected);
  });

  test.each([
    ["'load'", 40],
    ["'LOAD' * 2 - 10", 70],
    ["TagVal('load')", 40],
    ["TagVal('load', '*-2h')", 20],
    ['TagVal(\'load\', "*-1h")', 30],
    ["TagAvg('load', '*-4h', '*')", 20],
    ["TagMax('load', '*-2h', '*') - TagMin('load', '*-2h', '*')", 20],
    ["TagTot('load', '*-4h', '*') * 24", 80],
    ["EventCount('load', '*-4h', '*')", 2],
    ["PrevVal('load', '*')", 0],
    ['\'mill\' = "running"', 1],
    ["StateNo('mill')", 1],
    ["DigText('mill')", 'Running'],
    ["TagDesc('load')", 'the load'],
    ["'broken' + 1", 'I/O Timeout'],
    ["BadVal('broken')", 1],
    ["if BadVal('broken') then 'load' else 'broken'", 40],
    ["('*' - '*-1h') / 60", 60],
    ['ParseTime("t")', '2026-03-09T17:00:00Z'],
    ["ParseTime('*')", '2026-03-10T12:00:00Z'],
    ["Hour('*') * 100 + Minute('*')", 1900],
    ["Weekday('*')", 3],
    ["Bod('*')", '2026-03-09T17:00:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(text)).toBe(expected);
  });

  test.each([
    '',
    '1 +',
    '(1',
    'if 1 then 2',
    'nonsense',
    'Nonsense(1)',
    "TagAvg('load')",
    "'no such tag'",
    "TagVal('no such tag')",
    '1 2',
    '§',
    "'load' = ",
    'Abs("x")',
    "'open",
    '1 in (2)',
  ])('%j is refused', (text) => {
    expect(() => evaluate(text)).toThrow(ExpressionError);
  });

  test('arithmetic agrees with the language the server is written in', () => {
    const number = fc
      .double({ min: -1e6, max: 1e6, noNaN: true })
      .map((each) => Math.round(each * 100) / 100);
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const text = `(${a}) * (${b}) - (${c}) + ${Math.abs(a)}`;
        expect(evaluate(text)).toBeCloseTo(a * b - c + Math.abs(a), 6);
      }),
    );
  });

  test('any text is evaluated or refused, and deep nesting does not break the server', () => {
    const piece = fc.constantFrom(
      '1',
      "'load'",
      '(',
      ')',
      '+',
      'if ',
      'then ',
      'else ',
      'Abs',
      ',',
      '"',
      ' ',
      '..',
      'and ',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((all) => all.join('')),
        (text) => {
          try {
            evaluate(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError);
          }
        },
      ),
    );
    expect(() => evaluate('('.repeat(100_000))).toThrow(ExpressionError);
  });
});
