import { roundsTo } from './match-number.ts';
import type { NumberToken } from './token.ts';
import { convertUnit } from './units.ts';

/** A number of the text that a tool found, as it is written and as it was found. */
export interface Operand {
  readonly written: number;
  /** In the unit that is written, unrounded. */
  readonly exact: number;
  readonly unit: string | undefined;
}

const DIFFERENCE =
  /differ|\bmore\b|\bless\b|higher|lower|above|below|\bup\b|\bdown\b|rise|rose|rising|fell|fall|drop|increas|decreas|gap|chang|selisih|beda|lebih|naik|turun|kurang|berubah|meningkat|menurun| - |=/i;
const SUM =
  /total|\bsum\b|together|combined|altogether|jumlah|gabungan|bersama|keseluruhan| \+ |=/i;
const AVERAGE = /average|\bmean\b|rata/i;
const RATIO = /times|ratio|kali|rasio|\bper\b|[x×÷/]|=/i;
const OPERANDS_MAX = 12;

/**
 * Whether a number follows from others of the text by arithmetic that the text speaks of: a difference, a sum, an
 * average, a ratio or a share, of numbers that are all in it.
 *
 * @param said the words around it
 */
export function followsFrom(
  token: NumberToken,
  operands: readonly Operand[],
  said: string,
): boolean {
  const some = operands.slice(0, OPERANDS_MAX);
  const fits = (compute: (numbers: readonly number[]) => number, of: readonly Operand[]): boolean =>
    [of.map(({ written }) => written), of.map(({ exact }) => exact)].some((numbers) => {
      const result = compute(numbers);
      return roundsTo(result, token) || roundsTo(Math.abs(result), token);
    });
  const pairs = some.flatMap((a, index) =>
    some.flatMap((b, other) => (index === other ? [] : [[a, b] as const])),
  );
  const alike = pairs.flatMap(([a, b]) => {
    const other = inSameUnit(b, a);
    return other ? [[a, other] as const] : [];
  });
  if (token.unit === '%' || /^(?:percent|persen)$/i.test(token.unit ?? '')) {
    return alike.some(
      (of) =>
        fits(([a = 0, b = 0]) => (a / b) * 100, of) ||
        fits(([a = 0, b = 0]) => ((a - b) / b) * 100, of),
    );
  }
  const inUnit = (of: readonly Operand[]): readonly Operand[] | undefined => {
    if (token.unit === undefined) return of;
    const { unit } = token;
    const converted = of.map((one) => inSameUnit(one, { unit }));
    return converted.every((one) => one !== undefined) ? converted : undefined;
  };
  const fitsAlike = (
    compute: (numbers: readonly number[]) => number,
    of: readonly Operand[],
  ): boolean => {
    const same = inUnit(of);
    return same !== undefined && fits(compute, same);
  };
  if (DIFFERENCE.test(said) && alike.some((of) => fitsAlike(([a = 0, b = 0]) => a - b, of)))
    return true;
  const isAllAlike =
    some.length > 1 && some.every((one) => inSameUnit(one, some[0] ?? one) !== undefined);
  const sets = [...alike, ...(isAllAlike ? [some] : [])];
  if (SUM.test(said) && sets.some((of) => fitsAlike((numbers) => sumOf(numbers), of))) return true;
  if (
    AVERAGE.test(said) &&
    sets.some((of) => fitsAlike((numbers) => sumOf(numbers) / numbers.length, of))
  )
    return true;
  return (
    token.unit === undefined &&
    RATIO.test(said) &&
    alike.some((of) => fits(([a = 0, b = 0]) => a / b, of))
  );
}

function inSameUnit(one: Operand, { unit }: Pick<Operand, 'unit'>): Operand | undefined {
  if (one.unit === undefined || unit === undefined) return one.unit === unit ? one : undefined;
  const written = convertUnit(one.written, one.unit, unit);
  const exact = convertUnit(one.exact, one.unit, unit);
  return written === undefined || exact === undefined ? undefined : { written, exact, unit };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
