import type { LocalText } from '../../../src/triggers/triggers.schema.ts';

export type InBoth = { readonly en: string; readonly id: string };

/** A text of a config as two fields; one text for everybody stands in the first. */
export function toBoth(text: unknown): InBoth {
  if (typeof text === 'string') return { en: text, id: '' };
  const { en, id } = (typeof text === 'object' && text !== null ? text : {}) as Partial<InBoth>;
  return { en: en ?? '', id: id ?? '' };
}

/** Two fields as a text of a config, in the form it had; undefined when both are empty. */
export function fromBoth({ en, id }: InBoth, before: unknown): LocalText | undefined {
  if (en === '' && id === '') return undefined;
  const wasForAll = typeof before === 'string' || before === undefined;
  if (id === '' && wasForAll) return en;
  return { ...(en === '' ? {} : { en }), ...(id === '' ? {} : { id }) };
}
