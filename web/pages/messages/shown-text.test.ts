import { expect, test } from 'vitest';
import { translate } from '../../app/translate.ts';
import type { Translate } from '../../app/use-texts.ts';
import { messagesTexts } from '../../texts/messages.ts';
import { shownText } from './shown-text.ts';

const t: Translate<(typeof messagesTexts)['en']> = (key, values) =>
  translate(messagesTexts, 'en', key, values);

test.each([
  ['u1 load', null, 'u1 load'],
  ['', null, '(no text)'],
  ['', 'voice', '(voice message)'],
  ['this gauge?', 'picture', '(picture) this gauge?'],
  ['', 'hologram', '(something other than text)'],
])('a message with the text %j and the attachment %j is shown as %j', (text, attachment, shown) => {
  expect(shownText(t, { text, attachment })).toBe(shown);
});
