import { expect, test } from 'vitest';
import { toChargeRows } from './to-charge-rows.ts';

test('messages are counted by kind, charged and free ones apart, the most charged first', () => {
  const transport = 'whatsapp-cloud';
  const rows = toChargeRows([
    { transport, category: 'service', isBillable: false, messages: 240 },
    { transport, category: 'service', isBillable: true, messages: 3 },
    { transport, category: 'utility', isBillable: true, messages: 12 },
    { transport: 'another', category: 'utility', isBillable: true, messages: 1 },
  ]);
  expect(rows).toEqual([
    { category: 'utility', billable: 13, free: 0 },
    { category: 'service', billable: 3, free: 240 },
  ]);
});
