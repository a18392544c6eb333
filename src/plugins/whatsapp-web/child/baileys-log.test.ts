import { expect, test } from 'vitest';
import { createBaileysLog } from './baileys-log.ts';

function logInto(lines: string[], nowMs: () => number) {
  return createBaileysLog((level, details, message) => {
    lines.push(`${level} ${message} ${JSON.stringify(details)}`);
  }, nowMs);
}

test('errors are told without anything that could be a key or a text', () => {
  const lines: string[] = [];
  const log = logInto(lines, () => 0);
  const session = { privKey: 'secret-key', rootKey: Buffer.from('secret') };
  log.error({ err: new Error('Bad MAC'), msgId: '3A', session, node: session }, 'failed');
  log.info({ msgId: '3B' }, 'told nobody');
  expect(lines).toEqual(['warn Baileys: failed {"err":"Bad MAC","msgId":"3A"}']);
});

test('a flood is cut off, and counted in the next minute', () => {
  const lines: string[] = [];
  let nowMs = 0;
  const log = logInto(lines, () => nowMs);
  for (let line = 0; line < 1000; line += 1) log.warn({}, 'Bad MAC');
  expect(lines).toHaveLength(30);
  nowMs = 60_000;
  log.warn({}, 'Bad MAC');
  expect(lines[30]).toBe('warn More lines left out. {"count":970}');
});
