import { expect, test } from 'vitest';
import type { TableAnswer } from '../triggers/index.ts';
import { tablePicture } from './table-picture.ts';

const CONTEXT = { language: 'en', timeZone: 'Asia/Jakarta', now: new Date(0) } as const;

function tableOf(columns: number): TableAnswer {
  const numbers = Array.from({ length: columns }, (_, index) => index);
  return {
    kind: 'query',
    name: 'energy',
    source: 'MES',
    table: { columns: numbers.map((one) => `c${one}`), rows: [numbers], truncated: false },
  };
}

test('a table of more columns than fit says how many are left out', () => {
  const wide = tablePicture(tableOf(20), CONTEXT);
  expect(wide?.columns).toHaveLength(12);
  expect(wide?.columns.slice(-2).map(({ name }) => name)).toEqual(['c10', '+9']);
  expect(wide?.rows[0]?.slice(-2)).toEqual(['10', '…']);
});

test('a table of as many columns as fit has them all', () => {
  expect(tablePicture(tableOf(12), CONTEXT)?.columns.at(-1)?.name).toBe('c11');
});
