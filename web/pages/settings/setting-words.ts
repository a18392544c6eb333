import { hasText } from '../../app/has-text.ts';
import type { Language } from '../../app/languages.ts';
import type { Translate } from '../../app/use-texts.ts';
import type { Setting } from '../../../src/settings/settings.schema.ts';
import { settingsTexts } from '../../texts/settings.ts';
import { formatNumber } from '../../ui/format-time.ts';
import { SHIFTS, readShiftRows } from './shifts.ts';

type T = Translate<(typeof settingsTexts)['en']>;

/** The order of the texts, which is that of thinking; what the page does not know yet comes last. */
export function placeOf({ id }: Pick<Setting, 'id'>): number {
  const place = Object.keys(settingsTexts.en).indexOf(`name.${id}`);
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
}

/** What a setting is called; the server's own name for one that the page does not know yet. */
export function settingName(t: T, { id, key }: Pick<Setting, 'id' | 'key'>): string {
  return words(t, `name.${id}`) ?? key;
}

export function settingMeaning(t: T, { id, meaning }: Pick<Setting, 'id' | 'meaning'>): string {
  return words(t, `meaning.${id}`) ?? meaning;
}

export function categoryName(t: T, category: string): string {
  return words(t, `category.${category}`) ?? category;
}

/** One of the values that a setting may have, in words where there are some. */
export function choiceName(t: T, id: string, value: string): string {
  return words(t, `choice.${id}.${value}`) ?? value;
}

export function choiceHint(t: T, id: string, value: string): string {
  return words(t, `choiceHint.${id}.${value}`) ?? '';
}

/** A value in words; a long text shortened. */
export function valueText(
  t: T,
  { id }: Pick<Setting, 'id'>,
  value: Setting['value'],
  language: Language,
): string {
  if (typeof value === 'boolean') return t(value ? 'on' : 'off');
  if (typeof value === 'number') return formatNumber(value, language);
  if (value === '') return t('empty');
  if (id === SHIFTS) {
    return readShiftRows(value)
      .map(({ name, start }) => `${name} ${start}`)
      .join(', ');
  }
  return shortened(choiceName(t, id, value));
}

const SHORT = 60;

function shortened(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text;
}

function words(t: T, key: string): string | undefined {
  return hasText(settingsTexts, key) ? t(key) : undefined;
}
