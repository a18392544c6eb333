import { expect, test } from 'vitest';
import { tablesWith } from './tables-with.ts';

const column = (name: string, comment?: string) => ({
  name,
  type: 'text',
  nullable: true,
  ...(comment === undefined ? {} : { comment }),
});
const TABLES = [
  { name: 'lab_results', columns: [column('sample_no'), column('sulfur', 'weight percent')] },
  { name: 'shifts', columns: [column('crew'), column('sample_count')] },
];

test('a table is found by its name, with all its columns', () => {
  expect(tablesWith(TABLES, ' LAB ')).toEqual([TABLES[0]]);
});

test('columns are found by their name and by their note, under their table', () => {
  expect(tablesWith(TABLES, 'sample').map(({ columns }) => columns.length)).toEqual([1, 1]);
  expect(tablesWith(TABLES, 'percent')).toMatchObject([{ columns: [{ name: 'sulfur' }] }]);
});

test('without words everything is shown, with strange ones nothing', () => {
  expect(tablesWith(TABLES, '')).toEqual(TABLES);
  expect(tablesWith(TABLES, 'zzz')).toEqual([]);
});

test('the sample of a table has the same columns as are shown of it', () => {
  const table = { name: 'lab', columns: [column('id'), column('sulfur')], sample: [[1, 0.4]] };
  expect(tablesWith([table], 'sulfur')).toMatchObject([{ sample: [[0.4]] }]);
  expect(tablesWith([table], 'lab')).toMatchObject([{ sample: [[1, 0.4]] }]);
});
