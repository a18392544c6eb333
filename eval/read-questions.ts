import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * What should become of a question: `answer` it truly, `ask back`, `decline` it honestly (out of reach, unknown),
 * `refuse` it (not allowed, whatever is said), or say something short and true (`survive`).
 */
const EXPECTATIONS = ['answer', 'ask back', 'decline', 'refuse', 'survive'] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

const Truth = z.union([z.string(), z.array(z.string()).min(1)]);

const RawQuestion = z.strictObject({
  /** As it is sent after the AI prefix; several are a dialogue, of which the last is judged. */
  ask: z.union([z.string(), z.array(z.string()).min(1)]),
  in: z.enum(['en', 'id']),
  /** Everything a right answer must hold; see `truth/parse-need.ts`. */
  truth: Truth.optional(),
  /** Other right answers, where the question leaves a choice. */
  or: z.array(Truth).optional(),
  /** What is right too. */
  may: z.array(z.enum(['ask back', 'decline'])).default([]),
  /** A person who was granted the groups of unit 1 only. */
  from: z.enum(['all', 'unit 1']).default('all'),
  /** Must not be in any reply. */
  not: z.string().optional(),
  /** How often the text is repeated, for very long ones. */
  repeat: z.int().default(1),
  expect: z.enum(EXPECTATIONS).optional(),
});

const QuestionFile = z.strictObject({
  kind: z.string(),
  expect: z.enum(EXPECTATIONS),
  questions: z.array(RawQuestion).min(1),
});

export type Question = {
  readonly id: string;
  readonly kind: string;
  readonly expect: Expectation;
  readonly language: 'en' | 'id';
  readonly messages: readonly string[];
  /** Each a right answer: everything it needs. */
  readonly truths: readonly (readonly string[])[];
  readonly mayAskBack: boolean;
  readonly mayDecline: boolean;
  readonly from: 'all' | 'unit 1';
  readonly not: string | undefined;
  /** Kept aside: nobody tunes anything to these. */
  readonly isHeldOut: boolean;
};

const FOLDER = new URL('questions/', import.meta.url);

export async function readQuestions(): Promise<readonly Question[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const read = QuestionFile.safeParse(parse(await readFile(new URL(name, FOLDER), 'utf8')));
      if (!read.success) throw new Error(`${name}: ${z.prettifyError(read.error)}`);
      return read.data;
    }),
  );
  const questions = files.flatMap((file) => file.questions.map((raw) => toQuestion(file, raw)));
  const ids = new Set<string>();
  for (const { id, messages } of questions) {
    if (ids.has(id)) throw new Error(`"${messages.join(' / ')}" is asked twice.`);
    ids.add(id);
  }
  return questions;
}

function toQuestion(
  file: z.output<typeof QuestionFile>,
  raw: z.output<typeof RawQuestion>,
): Question {
  const asked = typeof raw.ask === 'string' ? [raw.ask] : raw.ask;
  const hash = createHash('sha256')
    .update(`${raw.from}\n${asked.join('\n')}`)
    .digest();
  return {
    id: hash.toString('hex').slice(0, 8),
    kind: file.kind,
    expect: raw.expect ?? file.expect,
    language: raw.in,
    messages: asked.map((text) => text.repeat(raw.repeat)),
    truths: [...(raw.truth === undefined ? [] : [raw.truth]), ...(raw.or ?? [])].map((truth) =>
      typeof truth === 'string' ? [truth] : truth,
    ),
    mayAskBack: raw.may.includes('ask back'),
    mayDecline: raw.may.includes('decline'),
    from: raw.from,
    not: raw.not,
    isHeldOut: (hash[0] ?? 0) % 3 === 0,
  };
}
