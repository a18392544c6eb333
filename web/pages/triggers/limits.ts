import type { Config } from './trigger-config.ts';
import { listAt, tagsOf } from './trigger-config.ts';

/** A line across a trend's picture, as it is being written. */
export type Limit = {
  readonly tag?: string | undefined;
  readonly value?: number | undefined;
  readonly label?: string | undefined;
};

export const LIMITS_MAX = 20;

export type LimitProblem = {
  readonly index: number;
  readonly field: 'value' | 'tag';
  readonly kind: 'valueMissing' | 'tagMissing' | 'tagUnknown';
};

/** The limits in a trigger's config; what else stands there is left out. */
export function limitsOf(config: Config): readonly Limit[] {
  const limits = config['limits'];
  if (!Array.isArray(limits)) return [];
  return limits.filter((one): one is Limit => typeof one === 'object' && one !== null);
}

/** Whose limit it can be: the tags by name, or `any` where patterns or elements bring more than is named. */
export function ownersOf(config: Config): readonly string[] | 'any' {
  const tags = tagsOf(config);
  const isOpen = listAt(config, 'elements').length > 0 || tags.some((tag) => /[*?]/.test(tag));
  return isOpen ? 'any' : tags;
}

/** What would keep a limit from being drawn, by place and field. */
export function limitProblems(config: Config): readonly LimitProblem[] {
  const owners = ownersOf(config);
  return limitsOf(config).flatMap(({ tag = '', value }, index): LimitProblem[] => [
    ...(value === undefined ? [{ index, field: 'value', kind: 'valueMissing' } as const] : []),
    ...tagProblem(tag, owners).map((kind) => ({ index, field: 'tag', kind }) as const),
  ]);
}

function tagProblem(
  tag: string,
  owners: readonly string[] | 'any',
): readonly ('tagMissing' | 'tagUnknown')[] {
  if (tag === '') return owners === 'any' || owners.length > 1 ? ['tagMissing'] : [];
  if (owners === 'any') return [];
  const isOne = owners.some((owner) => owner.toLowerCase() === tag.toLowerCase());
  return isOne ? [] : ['tagUnknown'];
}
