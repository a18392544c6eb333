import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { parsePiSelect } from './parse-pi-select.ts';

const text = (value: string) => ({ kind: 'text', parts: [{ text: value }] });

describe('PI’s own small form', () => {
  test.each([
    "SELECT TOP 10 * FROM Point WHERE tag='8TMWATTSNET' ORDER BY timestamp DESC;",
    "select top 10 * from point where tag = '8TMWATTSNET' order by timestamp desc",
    "SELECT TOP (10) * FROM [Point] WHERE [tag] = '8TMWATTSNET'",
    "SELECT * FROM Point\n WHERE\ttag = '8TMWATTSNET' LIMIT 10",
  ])('is read: %s', (query) => {
    expect(parsePiSelect(query)).toMatchObject({
      columns: undefined,
      top: { kind: 'number', number: 10 },
      tag: text('8TMWATTSNET'),
      isOldestFirst: false,
    });
  });

  test('has columns under the names they are given, times, limits of values and parameters', () => {
    const query =
      "SELECT TOP {limit} time AS at, Value, [quality] FROM Point WHERE tag = '{tag}' AND timestamp > '*-8h' AND timestamp <= {end} AND value >= 5.5 AND value <> 'Tripped' ORDER BY timestamp";
    expect(parsePiSelect(query)).toEqual({
      columns: [
        { column: 'timestamp', name: 'at' },
        { column: 'value', name: 'Value' },
        { column: 'quality', name: 'quality' },
      ],
      top: { kind: 'parameter', name: 'limit' },
      tag: { kind: 'text', parts: [{ parameter: 'tag' }] },
      from: { at: text('*-8h'), isOpen: true },
      until: { at: { kind: 'parameter', name: 'end' }, isOpen: false },
      values: [
        { comparison: '>=', operand: { kind: 'number', number: 5.5 } },
        { comparison: '<>', operand: text('Tripped') },
      ],
      isOldestFirst: true,
    });
  });

  test('a quote within a name is written twice, and a parameter may stand within a text', () => {
    const { tag } = parsePiSelect("SELECT * FROM Point WHERE tag = 'O''Brien {unit}_LOAD'");
    expect(tag).toEqual({
      kind: 'text',
      parts: [{ text: "O'Brien " }, { parameter: 'unit' }, { text: '_LOAD' }],
    });
  });
});

describe('what PI’s form cannot do is refused by name, never ignored', () => {
  const point = "FROM Point WHERE tag = 'A'";
  test.each([
    [`SELECT * ${point} OR tag = 'B'`, 'OR'],
    [`SELECT * ${point} AND tag = 'B'`, 'two tags'],
    ["SELECT * FROM Point WHERE tag LIKE 'U1%'", 'tag LIKE'],
    ["SELECT * FROM Point WHERE tag IN ('A', 'B')", 'tag IN'],
    ["SELECT * FROM Point WHERE tag <> 'A'", 'tag <>'],
    ["SELECT * FROM Point WHERE NOT tag = 'A'", 'NOT'],
    ["SELECT * FROM Point WHERE (tag = 'A')", 'parentheses'],
    ["SELECT * FROM Point WHERE 'A' = tag", "begins with 'A'"],
    [`SELECT AVG(value) ${point}`, 'AVG(…)'],
    [`SELECT COUNT(*) ${point}`, 'COUNT(…)'],
    [`SELECT upper(tag) ${point}`, 'upper(…)'],
    [`SELECT DISTINCT value ${point}`, 'DISTINCT'],
    [`SELECT area ${point}`, 'the column area'],
    [`SELECT 1 ${point}`, '1 as a column'],
    [`SELECT value, * ${point}`, '* as a column'],
    [`SELECT value * 2 ${point}`, '*'],
    [`SELECT TOP 5 PERCENT * ${point}`, 'PERCENT'],
    [`SELECT TOP 5 * ${point} LIMIT 5`, 'both TOP and LIMIT'],
    [`SELECT * ${point} LIMIT 5 OFFSET 5`, 'OFFSET'],
    [`SELECT * ${point} ORDER BY value`, 'ORDER BY value'],
    [`SELECT * ${point} ORDER BY timestamp, value`, 'a second column'],
    [`SELECT value ${point} GROUP BY value`, 'GROUP BY'],
    [`SELECT * ${point} HAVING value > 1`, 'HAVING'],
    [`SELECT * ${point} UNION SELECT * ${point}`, 'UNION'],
    [`SELECT * ${point}; DELETE FROM Point`, 'a second statement'],
    [`SELECT * INTO x ${point}`, 'INTO'],
    [`SELECT * FROM Point p WHERE tag = 'A'`, 'P'],
    [`SELECT * FROM Point, Other WHERE tag = 'A'`, 'a second table'],
    [`SELECT * FROM Point JOIN x ON 1 = 1 WHERE tag = 'A'`, 'JOIN'],
    ["SELECT * FROM alarms WHERE tag = 'A'", 'FROM alarms'],
    [`SELECT * ${point} AND area = 'N'`, 'a condition on area'],
    [`SELECT * ${point} AND interval = '1m'`, 'a condition on interval'],
    [`SELECT * ${point} AND timestamp = '*'`, 'timestamp ='],
    [`SELECT * ${point} AND timestamp > '*-1h' AND timestamp >= '*-2h'`, 'two conditions on where'],
    [`SELECT * ${point} AND value IS NULL`, 'value IS'],
    [`SELECT * ${point} AND value LIKE 'R%'`, 'value LIKE'],
    [`SELECT * ${point} AND value > other`, 'other after value >'],
    [`SELECT * ${point} AND timestamp > DATEADD(hour, -1, 2)`, 'DATEADD(…)'],
    [`SELECT * ${point} -- and nothing else`, 'a comment'],
    [`SELECT * ${point} /* hint */`, 'a comment'],
    ["SELECT * FROM Point WHERE tag = 'A", 'closing quote'],
    [`UPDATE Point SET value = 1 WHERE tag = 'A'`, 'UPDATE'],
    [`DELETE ${point}`, 'DELETE'],
    ['http://gateway/pi/trn?tag=A', '"://'],
    [`SELECT * ${point} AND value > 1e3`, '1e3'],
    [`SELECT * ${point} WITH (NOLOCK)`, 'WITH'],
  ])('%s', (query, part) => {
    let refused: unknown;
    try {
      parsePiSelect(query);
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ kind: 'invalid', code: 'pi.select_cannot' });
    expect((refused as AppError).message).toContain(part);
  });

  test.each([
    ['', 'everything'],
    ['SELECT *', 'FROM Point'],
    ['SELECT * FROM Point', 'a tag'],
    ["SELECT TOP 5 * FROM Point WHERE timestamp > '*-1h'", 'a tag'],
    ["SELECT * FROM Point WHERE tag = 'A' AND", 'a condition after'],
    ['SELECT * FROM Point WHERE tag =', 'a value after tag ='],
  ])('what is missing is named: %s', (query, what) => {
    expect(() => parsePiSelect(query)).toThrow(what);
  });

  test('any text at all is read or refused in words, and soon', () => {
    const words = fc.constantFrom(
      ...'SELECT TOP 5 * , FROM Point WHERE tag = \'A\' AND OR NOT ( ) value > timestamp < BETWEEN ORDER BY DESC LIMIT {x} ; -- /* "q" [q] 🙂 \u0000'.split(
        ' ',
      ),
    );
    const query = fc.oneof(
      fc.array(words, { maxLength: 20 }).map((all) => all.join(' ')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(query, (said) => {
        try {
          const { tag } = parsePiSelect(said);
          expect(tag).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 2000 },
    );
    expect(() => parsePiSelect('('.repeat(20_001))).toThrow('so long a text');
    expect(() => parsePiSelect(`SELECT ${'['.repeat(19_000)}`)).toThrow(AppError);
  });
});
