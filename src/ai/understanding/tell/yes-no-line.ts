import { z } from 'zod';
import { meetsCondition } from '#sdk/series';
import { plainText, say } from '../../../replies/index.ts';
import type { Language } from '../../../triggers/index.ts';
import { conditionText } from '../../tools/analysis/condition-text.ts';
import type { YesNo } from '../plan/yes-no-of.ts';
import type { Bounds } from '../words/read-condition.ts';
import { isOfState } from '../words/state-names.ts';

/** Bad and missing data for less than this hide nothing. */
const UNKNOWN_SECONDS_MAX = 1;

const Value = z.object({
  value: z.union([z.number(), z.string(), z.boolean()]),
  unit: z.string().nullish(),
  quality: z.string(),
  stale: z.boolean().default(false),
});
const Values = z.object({ values: z.array(Value).length(1) });
const Now = z.union([
  z.object({ sources: z.array(Values).length(1) }).transform(({ sources }) => sources[0]),
  Values,
]);
const Held = z.object({
  unit: z.string().nullable(),
  unknownSeconds: z.number(),
  periodCount: z.number(),
  /** The last value was so old that nobody knows whether it still holds. */
  lastValueHeldSince: z.undefined().optional(),
});
const History = z.object({
  state: z.string(),
  happened: z.boolean(),
  unknownSeconds: z.number(),
  otherStates: z.array(z.string()),
});

/**
 * `Yes: above 500 MW`, by what a tool found; undefined where it is not certain: of bad or old values, or when what
 * never was may have been while nothing is known.
 *
 * @param data of the one call that was made
 */
export function yesNoLine(data: unknown, asked: YesNo, language: Language): string | undefined {
  const now = Now.safeParse(data).data?.values[0];
  if (now) {
    const isSure = now.quality !== 'bad' && !now.stale;
    return isSure ? lineOfNow(now, asked, language) : undefined;
  }
  return asked.kind === 'bound'
    ? lineOfHeld(data, asked.bound, language)
    : lineOfHistory(data, asked, language);
}

function lineOfNow(
  { value, unit }: z.output<typeof Value>,
  asked: YesNo,
  language: Language,
): string | undefined {
  if (asked.kind === 'state') {
    const isSo = isOfState(String(value), asked.idea, asked.state);
    const what = plainText(String(value), 60);
    return isSo === undefined ? undefined : say(language, isSo ? 'toldYes' : 'toldNo', { what });
  }
  if (typeof value !== 'number') return undefined;
  const text = (bounds: Bounds) => conditionText(bounds, unit ?? null, { language });
  const { bound } = asked;
  if (meetsCondition(value, bound)) return say(language, 'toldYes', { what: text(bound) });
  const opposite = oppositeOf(bound);
  return opposite
    ? say(language, 'toldNo', { what: text(opposite) })
    : say(language, 'toldNotSo', { what: text(bound) });
}

/** What it is instead, where that is said more plainly than what it is not. */
function oppositeOf({ above, atLeast, below, atMost }: Bounds): Bounds | undefined {
  if (above !== undefined || below !== undefined) return undefined;
  if (atLeast !== undefined && atMost !== undefined) return undefined;
  return atLeast === undefined ? { above: atMost } : { below: atLeast };
}

function lineOfHeld(data: unknown, bound: Bounds, language: Language): string | undefined {
  const held = Held.safeParse(data).data;
  if (!held) return undefined;
  const what = conditionText(bound, held.unit, { language });
  if (held.periodCount > 0) return say(language, 'toldYes', { what });
  const isKnown = held.unknownSeconds < UNKNOWN_SECONDS_MAX;
  return isKnown ? say(language, 'toldNeverSo', { what }) : undefined;
}

function lineOfHistory(
  data: unknown,
  { idea, state }: Extract<YesNo, { kind: 'state' }>,
  language: Language,
): string | undefined {
  const history = History.safeParse(data).data;
  if (!history) return undefined;
  const { happened, otherStates, unknownSeconds } = history;
  const what = plainText(history.state, 60);
  if (happened) return say(language, 'toldYes', { what });
  const isKnown =
    unknownSeconds < UNKNOWN_SECONDS_MAX &&
    otherStates.every((other) => isOfState(other, idea, state) === false);
  return isKnown ? say(language, 'toldNeverSo', { what }) : undefined;
}
