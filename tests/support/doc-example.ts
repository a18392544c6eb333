import { readFile } from 'node:fs/promises';

/** The JSON that follows `<!-- example: name -->` in a page of the documentation, so that what it shows is what is tested. */
export async function docExample(page: string, name: string): Promise<Record<string, unknown>> {
  const text = await readFile(`docs/${page}`, 'utf8');
  const [, after] = text.split(`<!-- example: ${name} -->`);
  const json = /```json\n([^]*?)```/.exec(after ?? '')?.[1];
  if (json === undefined) throw new Error(`${page} has no example "${name}"`);
  return JSON.parse(json) as Record<string, unknown>;
}
