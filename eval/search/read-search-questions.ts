import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const SearchQuestions = z.strictObject({
  aliases: z.array(z.strictObject({ alias: z.string(), tag: z.string() })),
  questions: z.array(
    z.strictObject({
      ask: z.string(),
      language: z.enum(['en', 'id']),
      kind: z.string(),
      expect: z.array(z.string()).min(1).max(5),
    }),
  ),
});
type SearchQuestions = z.output<typeof SearchQuestions>;

export type SearchQuestion = SearchQuestions['questions'][number] & { readonly number: number };

/** The questions in their order, numbered from 0, and the aliases they use. */
export function readSearchQuestions(): Pick<SearchQuestions, 'aliases'> & {
  readonly questions: readonly SearchQuestion[];
} {
  const file = new URL('questions.yaml', import.meta.url);
  const { aliases, questions } = SearchQuestions.parse(parse(readFileSync(file, 'utf8')));
  return { aliases, questions: questions.map((one, number) => ({ ...one, number })) };
}

/** Every third is not looked at while tuning. */
export function isHeldOut({ number }: SearchQuestion): boolean {
  return number % 3 === 2;
}
