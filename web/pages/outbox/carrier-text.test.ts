import { describe, expect, test } from 'vitest';
import { translate } from '../../app/translate.ts';
import type { Translate } from '../../app/use-texts.ts';
import { outboxTexts } from '../../texts/outbox.ts';
import { carrierText } from './carrier-text.ts';

const t: Translate<(typeof outboxTexts)['en']> = (key, values) =>
  translate(outboxTexts, 'en', key, values);

const SIMULATOR = { kind: 'simulator', title: 'Simulator', isReady: true, detail: 'Ready.' };
const WHATSAPP = { kind: 'whatsapp-web', title: 'WhatsApp', isReady: true, detail: 'Linked.' };
const UNLINKED = { ...WHATSAPP, isReady: false, detail: 'Not linked.' };

describe('who carries a message that is sent by hand', () => {
  test('the only transport that is ready', () => {
    expect(carrierText(t, [SIMULATOR, UNLINKED], '')).toEqual({
      text: 'Simulator carries it.',
      isGood: true,
    });
  });

  test('of several that are ready, the first that reaches the recipient', () => {
    expect(carrierText(t, [WHATSAPP, SIMULATOR], '').text).toContain('WhatsApp, Simulator');
  });

  test('a chosen one that is not ready makes the message wait', () => {
    const { text, isGood } = carrierText(t, [SIMULATOR, UNLINKED], 'whatsapp-web');
    expect(text).toBe('WhatsApp is not ready: Not linked. The message waits for it.');
    expect(isGood).toBe(false);
  });

  test('with none ready the sending would be refused', () => {
    expect(carrierText(t, [UNLINKED], '').isGood).toBe(false);
  });
});
