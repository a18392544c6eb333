import type { TimeProblem, When } from '../time/when.ts';
import type { SaidTime } from '../reading.ts';

/** The time a question is about. */
export type AskedTime =
  | { readonly kind: 'none' }
  | { readonly kind: 'now' }
  | { readonly kind: 'point'; readonly at: string }
  | {
      readonly kind: 'range';
      readonly start: string;
      readonly end: string;
      readonly moment?: string | undefined;
    }
  | { readonly kind: 'either'; readonly said: string; readonly options: readonly [string, string] }
  | {
      readonly kind: 'since_event';
      readonly isAt: boolean;
      /** It is asked of the last one in this time. */
      readonly within?: { readonly start: string; readonly end: string };
    }
  | { readonly kind: 'problem'; readonly problem: TimeProblem };

/** Each time that was said, the empty words of it left out: "now" beside another time says nothing. */
export function askedTimes(times: readonly SaidTime[]): readonly AskedTime[] {
  const asked = times.map(({ when, said }) => toAsked(when, said));
  const others = asked.filter(({ kind }) => kind !== 'now');
  return others.length > 0 &&
    others.length < asked.length &&
    others.every(({ kind }) => kind !== 'problem')
    ? asked.filter(
        (one) =>
          one.kind !== 'now' || others.some(({ kind }) => kind === 'range' || kind === 'point'),
      )
    : asked;
}

function toAsked(when: When, said: string): AskedTime {
  switch (when.kind) {
    case 'now':
      return { kind: 'now' };
    case 'since_event':
      return { kind: 'since_event', isAt: when.isAt === true };
    case 'point':
      return when.either
        ? { kind: 'either', said, options: when.either }
        : { kind: 'point', at: when.at };
    case 'range':
      return { kind: 'range', start: when.start, end: when.end, moment: when.moment };
    case 'problem':
      return { kind: 'problem', problem: when.problem };
  }
}

/** The time whose range a single question is about; a point inside a range that was also said is the point. */
export function mainTime(times: readonly AskedTime[]): AskedTime {
  return (
    times.find(({ kind }) => kind === 'problem') ??
    times.find(({ kind }) => kind === 'either') ??
    times.find(({ kind }) => kind === 'since_event') ??
    times.find(({ kind }) => kind === 'point') ??
    times.find(({ kind }) => kind === 'range') ??
    times.find(({ kind }) => kind === 'now') ?? { kind: 'none' }
  );
}
