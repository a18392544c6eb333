import { expect, test } from 'vitest';
import { ERROR_TABLE } from '../src/plugins/whatsapp-cloud/graph/error-table.ts';
import { afterClose, NO_HISTORY } from '../src/plugins/whatsapp-web/child/link-state.ts';
import { transportReasonsTexts } from '../web/texts/transport-reasons.ts';

/** Every code that WhatsApp ends a connection with, and some more. */
const CODES = Array.from({ length: 200 }, (_, index) => 400 + index);

test('the page says what to do for every end of a linked device', () => {
  const reasons = [true, false].flatMap((isQrExpired) =>
    CODES.flatMap((code) => {
      const history = { ...NO_HISTORY, badSessions: 2 };
      const { move } = afterClose(history, { code, isQrExpired, atMs: 0 }, 0.5);
      return move.reason ?? [];
    }),
  );
  expect(new Set(reasons).size).toBeGreaterThanOrEqual(7);
  expect(Object.keys(transportReasonsTexts.en)).toEqual(expect.arrayContaining(reasons));
});

test('the page says what to do for every error of the Cloud API that an administrator must solve', () => {
  const reasons = ERROR_TABLE.flatMap(({ reaction }) =>
    'tell' in reaction && reaction.tell ? reaction.tell : [],
  );
  expect(reasons.length).toBeGreaterThanOrEqual(6);
  expect(Object.keys(transportReasonsTexts.en)).toEqual(expect.arrayContaining(reasons));
});
