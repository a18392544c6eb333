import { expect, test } from 'vitest';
import { fileType } from './file-type.ts';

test.each([
  ['trend.PNG', 'image/png'],
  ['shift log.csv', 'text/csv'],
  ['report.final.pdf', 'application/pdf'],
  ['run.exe', undefined],
  ['pdf', undefined],
  ['odd.constructor', undefined],
])('the file %j goes as %j', (name, type) => {
  expect(fileType(name)).toBe(type);
});
