import type { Language } from '../../triggers/index.ts';

/**
 * Reads digits with separators as a person of that language does: `1.234` is a number and a bit in English, and more
 * than a thousand in Indonesian. What can be read but one way is read so, whatever the language. Undefined for what is
 * no number.
 */
export function readNumber(
  digits: string,
  language: Language,
): { readonly value: number; readonly step: number } | undefined {
  const [own, other] = language === 'en' ? ([',', '.'] as const) : (['.', ','] as const);
  return grouped(digits, own, other) ?? grouped(digits, other, own) ?? undefined;
}

/** With groups of three by one separator, and decimals after the other. */
function grouped(
  digits: string,
  group: string,
  decimal: string,
): { readonly value: number; readonly step: number } | undefined {
  const [whole = '', fraction, ...more] = digits.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const groups = whole.split(group);
  const isGrouped = groups.length > 1;
  if (
    isGrouped &&
    !(
      /^[1-9]\d{0,2}$/.test(groups[0] ?? '') &&
      groups.slice(1).every((each) => /^\d{3}$/.test(each))
    )
  )
    return undefined;
  if (!/^\d+$/.test(groups.join(''))) return undefined;
  return {
    value: Number(`${groups.join('')}.${fraction ?? '0'}`),
    step: 10 ** -(fraction?.length ?? 0),
  };
}
