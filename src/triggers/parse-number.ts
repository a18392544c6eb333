/** Beyond so many digits a number is not kept exactly, and would be asked for as another one. */
const DIGITS_MAX = 15;
const NUMBER = /^([+-]?)((?:\d[\d., ]*|[.,]\d+))$/;
const WITH_UNIT = /^([+-]? ?[\d.,][\d., ]*?) ?(\p{L}.*|[%°].*)$/u;

export type NumberResult =
  | { readonly ok: true; readonly number: number }
  /** `two_readings`: a text such as `1.234` means 1234 to some people and 1 and a bit to others. */
  | { readonly ok: false; readonly problem: 'unclear' | 'too_many_digits' | 'other_unit' }
  | { readonly ok: false; readonly problem: 'two_readings'; readonly readings: readonly string[] };

const UNCLEAR: NumberResult = { ok: false, problem: 'unclear' };

/**
 * Reads a number as people write it in English and in Indonesian: `20`, `-3.5`, `3,5`, `1,234.5`, `1.234,5`, `1 234`.
 * What can be read two ways is not guessed. Never throws.
 *
 * @param options.unit that may stand behind it; any other is refused
 * @param options.whole where only whole numbers are asked, `1.234` can mean but one
 */
export function parseNumber(
  text: string,
  { unit, whole = false }: { readonly unit?: string | undefined; readonly whole?: boolean } = {},
): NumberResult {
  const said = text
    .slice(0, 100)
    .replaceAll('−', '-')
    .replaceAll(/[\s']+/gu, ' ')
    .trim();
  const [, amount, behind] = WITH_UNIT.exec(said) ?? [];
  if (amount !== undefined && behind !== undefined) {
    if (unit === undefined || behind.toLowerCase() !== unit.toLowerCase()) {
      return { ok: false, problem: 'other_unit' };
    }
    return readDigits(amount, whole);
  }
  return readDigits(said, whole);
}

function readDigits(said: string, whole: boolean): NumberResult {
  const [, sign, digits] = NUMBER.exec(said.replace(/^([+-]) /, '$1').trim()) ?? [];
  if (digits === undefined) return UNCLEAR;
  if (digits.replaceAll(/\D/g, '').length > DIGITS_MAX) {
    return { ok: false, problem: 'too_many_digits' };
  }
  const readings = readingsOf(digits);
  const possible = whole && readings.length > 1 ? readings.filter(isWithoutFraction) : readings;
  const [only, ...others] = possible.map((reading) => (sign === '-' ? `-${reading}` : reading));
  if (only === undefined) return UNCLEAR;
  if (others.length > 0) {
    return { ok: false, problem: 'two_readings', readings: [only, ...others] };
  }
  return { ok: true, number: Number(only) };
}

function isWithoutFraction(reading: string): boolean {
  return !reading.includes('.');
}

/** Every number the digits and separators can mean, with a point for its decimals. */
function readingsOf(digits: string): readonly string[] {
  const readings = [
    plain(digits),
    grouped(digits, ',', '.'),
    grouped(digits, '.', ','),
    grouped(digits, ' ', '.'),
    grouped(digits, ' ', ','),
  ];
  return [...new Set(readings.flatMap((reading) => reading ?? []))];
}

/** Without groups: `1234`, `3.5`, `3,5`, `,5`. */
function plain(digits: string): string | undefined {
  return /^\d*(?:[.,]\d+)?$/.test(digits) ? digits.replace(',', '.') : undefined;
}

/** In groups of three: `1,234.5` where the comma groups. */
function grouped(digits: string, group: string, decimal: string): string | undefined {
  const [whole = '', fraction, ...more] = digits.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const groups = whole.split(group);
  const [first = '', ...others] = groups;
  if (others.length === 0 || !/^[1-9]\d{0,2}$/.test(first)) return undefined;
  if (!others.every((one) => /^\d{3}$/.test(one))) return undefined;
  return fraction === undefined ? groups.join('') : `${groups.join('')}.${fraction}`;
}
