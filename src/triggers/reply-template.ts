import type { AppError, Statistic } from '#sdk';
import { templateInvalid } from './trigger-config.errors.ts';
import { STATISTICS, type TriggerType } from './triggers.schema.ts';

/** A piece of a template: text as it stands, or what is filled in, of one tag where one is named. */
export type TemplatePart =
  | { readonly text: string }
  | { readonly placeholder: Placeholder; readonly tag?: string };

export type Placeholder =
  | 'name'
  | 'description'
  | 'source'
  | 'value'
  | 'unit'
  | 'time'
  | 'age'
  | 'quality'
  | 'rows'
  | 'start'
  | 'end'
  | Statistic;

const EVERYWHERE = ['name', 'description', 'source', 'rows'] as const;
const OF_A_READING = ['value', 'unit', 'time', 'age', 'quality'] as const;
const OF_A_RANGE = ['start', 'end'] as const;

const PLACEHOLDERS: Readonly<Record<TriggerType, readonly Placeholder[]>> = {
  value: [...EVERYWHERE, ...OF_A_READING],
  history: [...EVERYWHERE, ...OF_A_READING, ...OF_A_RANGE, 'count'],
  summary: [...EVERYWHERE, ...OF_A_RANGE, 'unit', ...STATISTICS],
  trend: [...EVERYWHERE, ...OF_A_READING, ...OF_A_RANGE, 'minimum', 'maximum'],
  query: [...EVERYWHERE, ...OF_A_RANGE, 'count'],
  text: [],
};

/** Those that are of a tag, and may name which: `{value:U1_LOAD_NET}`. */
const OF_A_TAG: ReadonlySet<Placeholder> = new Set<Placeholder>([...OF_A_READING, ...STATISTICS]);

/**
 * Reads a reply template: `{value}` is filled in, `{value:U1_LOAD_NET}` is of that tag, `{{` and `}}` are braces.
 *
 * @throws AppError `triggers.bad_template` that names the wrong placeholder and lists the right ones
 */
export function parseReplyTemplate(template: string, type: TriggerType): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  let index = 0;
  while (index < template.length) {
    const char = template[index] ?? '';
    if ((char === '{' || char === '}') && template[index + 1] === char) {
      text += char;
      index += 2;
    } else if (char === '{') {
      const close = template.indexOf('}', index);
      const inner = close < 0 ? undefined : template.slice(index + 1, close);
      if (inner === undefined) throw badTemplate(template.slice(index, index + 40), type);
      if (text !== '') parts.push({ text });
      text = '';
      parts.push(readPlaceholder(inner, type));
      index = close + 1;
    } else if (char === '}') {
      throw badTemplate('}', type);
    } else {
      text += char;
      index += 1;
    }
  }
  if (text !== '') parts.push({ text });
  return parts;
}

function readPlaceholder(inner: string, type: TriggerType): TemplatePart {
  const colon = inner.indexOf(':');
  const name = (colon < 0 ? inner : inner.slice(0, colon)).trim();
  const tag = colon < 0 ? undefined : inner.slice(colon + 1).trim();
  const placeholder = PLACEHOLDERS[type].find((known) => known === name);
  const isKnown = placeholder !== undefined && (tag === undefined || OF_A_TAG.has(placeholder));
  if (!isKnown || tag === '') throw badTemplate(`{${inner}}`, type);
  return tag === undefined ? { placeholder } : { placeholder, tag };
}

function badTemplate(wrong: string, type: TriggerType): AppError {
  const right = PLACEHOLDERS[type].map((name) => `{${name}}`);
  const choice =
    right.length > 0
      ? `Right are ${right.join(' ')}; write {{ and }} for braces.`
      : 'This type of trigger has none; write {{ and }} for braces.';
  return templateInvalid(wrong.slice(0, 60), right, choice);
}
