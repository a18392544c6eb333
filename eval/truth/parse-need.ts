import { type When, parseWhen } from '../plant/spans.ts';

/** One thing a right answer must hold; times and ranges as `plant/site-time.ts` reads them. */
export type Need =
  | { readonly kind: 'now'; readonly tag: string }
  | { readonly kind: 'at'; readonly tag: string; readonly at: string }
  | {
      readonly kind: 'statistic';
      readonly statistic: string;
      readonly tag: string;
      readonly range: string;
    }
  /** How long (in seconds) a condition held, or how often it came to hold. */
  | {
      readonly kind: 'time' | 'times';
      readonly tags: readonly string[];
      readonly when: When;
      readonly range: string;
    }
  | { readonly kind: 'last'; readonly tag: string; readonly when: When }
  | { readonly kind: 'trend'; readonly tags: readonly string[]; readonly range: string }
  /** Which of them are in a state now. */
  | { readonly kind: 'which'; readonly tags: readonly string[]; readonly when: When }
  | {
      readonly kind: 'top';
      readonly limit: number;
      readonly order: 'highest' | 'lowest';
      /** `now` or a statistic. */
      readonly by: string;
      readonly tags: readonly string[];
      readonly range: string | undefined;
    }
  /** Event frames by a pattern of their name: each told, or how many began. */
  | { readonly kind: 'events' | 'events counted'; readonly name: RegExp; readonly range: string }
  /** Present values of several tags that begin so. */
  | { readonly kind: 'status'; readonly prefix: string }
  /** What else happened around an instant, and no cause. */
  | { readonly kind: 'changes'; readonly tag: string; readonly at: string }
  /** Yes where it holds now, or at any time of a range; no where it does not. */
  | {
      readonly kind: 'yes';
      readonly tag: string;
      readonly when: When;
      readonly range: string | undefined;
    };

const FORMS: readonly (readonly [RegExp, (parts: readonly string[]) => Need])[] = [
  [/^now (.+)$/u, ([tag = '']) => ({ kind: 'now', tag })],
  [/^at (\S+) (.+)$/u, ([at = '', tag = '']) => ({ kind: 'at', at, tag })],
  [
    /^(average|minimum|maximum|range|total|percentGood) (.+) over (\S+)$/u,
    ([statistic = '', tag = '', range = '']) => ({ kind: 'statistic', statistic, tag, range }),
  ],
  [
    /^(time|times) (.+?) ((?:is|above|below|between|at least|at most) .+) over (\S+)$/u,
    ([kind, tags = '', when = '', range = '']) => ({
      kind: kind === 'time' ? 'time' : 'times',
      tags: list(tags),
      when: parseWhen(when),
      range,
    }),
  ],
  [
    /^last (.+?) ((?:is|above|below|at least|at most) .+)$/u,
    ([tag = '', when = '']) => ({ kind: 'last', tag, when: parseWhen(when) }),
  ],
  [
    /^trend (.+) over (\S+)$/u,
    ([tags = '', range = '']) => ({ kind: 'trend', tags: list(tags), range }),
  ],
  [
    /^which (.+?) ((?:is|above|below|at least|at most) .+)$/u,
    ([tags = '', when = '']) => ({ kind: 'which', tags: list(tags), when: parseWhen(when) }),
  ],
  [
    /^top (\d+) (highest|lowest) (now|average|maximum|minimum|total) (.+?)(?: over (\S+))?$/u,
    ([limit, order, by = '', tags = '', range]) => ({
      kind: 'top',
      limit: Number(limit),
      order: order === 'lowest' ? 'lowest' : 'highest',
      by,
      tags: list(tags),
      range,
    }),
  ],
  [
    /^events (counted )?\/(.+)\/ over (\S+)$/u,
    ([counted, name = '', range = '']) => ({
      kind: counted === undefined ? 'events' : 'events counted',
      name: new RegExp(name, 'u'),
      range,
    }),
  ],
  [/^status (.+)$/u, ([prefix = '']) => ({ kind: 'status', prefix })],
  [/^changes (.+) at (\S+)$/u, ([tag = '', at = '']) => ({ kind: 'changes', tag, at })],
  [
    /^yes if (.+?) ((?:is|above|below|between|at least|at most) .+?)(?: over (\S+))?$/u,
    ([tag = '', when = '', range]) => ({ kind: 'yes', tag, when: parseWhen(when), range }),
  ],
];

/** Reads `average U1_LOAD_NET over y..t`, `which U2_MILL_?_STATUS is Running` and the other forms. */
export function parseNeed(text: string): Need {
  for (const [pattern, build] of FORMS) {
    const match = pattern.exec(text);
    if (match) return build(match.slice(1));
  }
  throw new Error(`"${text}" is no truth that can be looked up.`);
}

/** Names are apart by a comma; `?` in one stands for a letter or digit. */
function list(tags: string): readonly string[] {
  return tags.split(',').map((tag) => tag.trim());
}
