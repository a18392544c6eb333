import { plainText, say } from '../../../replies/index.ts';
import { formatNumber, type Language } from '../../../triggers/index.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import type { Reading } from '../reading.ts';
import { type Bounds, boundsOf } from '../words/read-condition.ts';
import { fitUnits } from '../words/units.ts';

export type CheckedUnits =
  | {
      readonly ok: true;
      readonly condition?: Bounds | undefined;
      /** Said before the answer: in which unit it is, or what a bound is in it. */
      readonly first?: string | undefined;
    }
  /** The unit that was said measures something else. */
  | { readonly ok: false; readonly tag: PlantTag; readonly said: string };

/** As many digits as a bound has. */
const DIGITS = -10;

/** Brings a bound into the tags' own unit, and sees whether units that were said can be theirs at all. */
export function checkUnits(
  { condition, inUnit }: Reading,
  tags: readonly PlantTag[],
  language: Language,
): CheckedUnits {
  const numbers = tags.filter(({ valueType }) => valueType === 'number');
  for (const said of [condition?.unit, inUnit]) {
    const other =
      said === undefined
        ? undefined
        : numbers.find((tag) => fitUnits(said, tag.unit).kind === 'other');
    if (other && said !== undefined) return { ok: false, tag: other, said };
  }
  const [tag] = numbers;
  const bound = condition && tag ? inOwnUnit(condition, tag, language) : undefined;
  const shown = inUnit !== undefined && tag ? toldIn(inUnit, tag, language) : undefined;
  const first = [bound?.first, shown].filter((line) => line !== undefined).join('\n');
  return {
    ok: true,
    condition: bound?.condition ?? (condition && boundsOf(condition)),
    ...(first !== '' && { first }),
  };
}

function inOwnUnit(
  condition: NonNullable<Reading['condition']>,
  tag: PlantTag,
  language: Language,
) {
  const { unit } = condition;
  const fit = unit === undefined ? undefined : fitUnits(unit, tag.unit);
  if (fit?.kind !== 'convertible' || unit === undefined) return { condition: boundsOf(condition) };
  const bounds = Object.values(boundsOf(condition));
  const number = (value: number) => formatNumber(value, DIGITS, language);
  const own = plainText(tag.unit ?? '', 20);
  const first = bounds
    .map((bound) =>
      say(language, 'toldBound', {
        said: `${number(bound)} ${unit}`,
        own: `${number(fit.convert(bound))} ${own}`,
      }),
    )
    .join('\n');
  return {
    first,
    condition: boundsOf(condition, fit.convert),
  };
}

function toldIn(said: string, tag: PlantTag, language: Language): string | undefined {
  const own = tag.unit ?? '';
  const fit = fitUnits(own, said);
  if (fit.kind === 'same') return undefined;
  const shown = plainText(own, 20);
  // A factor only tells it where nothing is added, as between °C and °F.
  const isFactor = fit.kind === 'convertible' && fit.convert(0) === 0;
  return isFactor
    ? say(language, 'toldInUnit', {
        own: shown,
        said,
        factor: formatNumber(fit.convert(1), DIGITS, language),
      })
    : say(language, 'toldInUnitPlain', { own: shown, said });
}
