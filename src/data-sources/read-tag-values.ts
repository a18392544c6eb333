import type { AppError } from '#sdk';
import { askSource, ofTheSource } from './ask-source.ts';
import { cannot, noAnswer, onlyExactNames } from './data-sources.errors.ts';
import type { TagValues } from './data-sources.schema.ts';
import type { Source } from './watch-source.ts';

type TagValue = TagValues['items'][number];

/** The present value of each tag, in the order asked; one that has none hides no other. */
export async function readTagValues(
  source: Source,
  names: readonly string[],
): Promise<readonly TagValue[]> {
  const { read } = source.connection;
  if (!read) throw cannot(source.name, 'give current values');
  const wanted = [...new Set(names)];
  const exact = wanted.filter((name) => !isPattern(name));
  const outcomes = await askSource(source, (signal) => read({ tags: exact }, signal));
  const byName = new Map(exact.map((name, index) => [name, outcomes[index]]));
  return wanted.map((name): TagValue => {
    if (isPattern(name)) return failed(name, onlyExactNames(name));
    const outcome = byName.get(name);
    if (!outcome) return failed(name, noAnswer(source.name));
    if (!outcome.ok) return failed(name, ofTheSource(source, outcome.error));
    return { name, ok: true, tag: outcome.tag, reading: outcome.reading };
  });
}

/** A source would take it for many tags. */
function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

function failed(name: string, { code, message }: AppError): TagValue {
  return { name, ok: false, error: { code, message } };
}
