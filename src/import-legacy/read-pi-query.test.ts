import { expect, test } from 'vitest';
import { readPiQuery } from './read-pi-query.ts';

test.each([
  ["SELECT TOP 1 * FROM Point WHERE tag='8TMWATTSNET' ORDER BY timestamp DESC;", '8TMWATTSNET', 1],
  ["select top 20 * from point where tag = '7EX'", '7EX', 20],
  ["SELECT * FROM Point WHERE tag='X' LIMIT 5", 'X', 5],
  ['SELECT TOP (3) value FROM Point WHERE tag="A B#1"', 'A B#1', 3],
  ["SELECT\n  TOP 10 *\nFROM\n  Point\nWHERE tag='{tag}'", undefined, 10],
  ['SELECT TOP 10 * FROM Point', undefined, 10],
  ["SELECT * FROM Point WHERE tag='X'", 'X', undefined],
  ["SELECT TOP 0 * FROM Point WHERE tag='X'", 'X', undefined],
])('%j asks for %j, %j values', (text, tag, count) => {
  expect(readPiQuery(text)).toMatchObject({ tag, count, ignored: undefined });
});

test.each([
  ["SELECT TOP 5 * FROM Point WHERE tag='X' AND value > 100", 'value > 100'],
  [
    "SELECT TOP 5 * FROM Point WHERE tag='X' AND timestamp > '*-1d' ORDER BY timestamp DESC",
    "timestamp > '*-1d'",
  ],
  ["SELECT * FROM Point WHERE tag='X' ORDER BY timestamp ASC", 'ORDER BY timestamp ASC'],
])('%j says what was never applied', (text, ignored) => {
  expect(readPiQuery(text)?.ignored).toBe(ignored);
});

test.each(['', 'SELECT * FROM alarms', 'TOP 1 FROM Point', 'http://host/pi/trn?tag=X'])(
  '%j is no question to a PI gateway',
  (text) => {
    expect(readPiQuery(text)).toBeUndefined();
  },
);
