import { expect, test } from 'vitest';
import { showLink } from './show-link.ts';

const LINK = 'https://wa.me/settings/linked_devices#2@abc,def,ghi,jkl,1';
const AT = new Date('2026-11-28T02:00:00.000Z');
const code = (ref: string, seconds: number) => ({
  qr: `${LINK}${ref}`,
  pairingCode: null,
  expiresAt: new Date(AT.getTime() + seconds * 1000).toISOString(),
});

function onScreen({ rows, isTTY = true }: { readonly rows: number; readonly isTTY?: boolean }) {
  let written = '';
  const write = (text: string | Uint8Array) => {
    written += String(text);
    return true;
  };
  const show = showLink({ isJson: false, out: { isTTY, rows, write }, err: { write } });
  /** What was written since it was last asked. */
  const news = () => {
    const since = written;
    written = '';
    return since;
  };
  return { show, news };
}

test('the seconds are counted in one line, and the next code takes the place of the one before', () => {
  const { show, news } = onScreen({ rows: 80 });
  show.code(code('1', 20), AT);
  const first = news();
  expect(first).toMatch(/Counts for 20 more seconds\.$/);
  show.code(code('1', 20), new Date(AT.getTime() + 1000));
  expect(news()).toBe('\r\u001B[KCounts for 19 more seconds.');
  show.code(code('2', 40), new Date(AT.getTime() + 20_000));
  const height = first.split('\n').length - 1;
  expect(news()).toContain(`\r\u001B[K\u001B[${height}A\u001B[0J`);
});

test('on a screen that is too small the next code is written below', () => {
  const { show, news } = onScreen({ rows: 10 });
  show.code(code('1', 20), AT);
  show.code(code('2', 20), AT);
  expect(news()).not.toContain('\u001B[0J');
});

test('into a file go the codes only, without counting or colours', () => {
  const { show, news } = onScreen({ rows: 0, isTTY: false });
  show.code(code('1', 20), AT);
  show.code(code('1', 20), new Date(AT.getTime() + 1000));
  show.linked({ phone: null });
  expect(news()).toMatch(/^[█▀▄ \n]+On the phone: [^\n]*\nWhatsApp is linked\.\n$/u);
});
