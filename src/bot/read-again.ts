import { runTool, type AiAnswer } from '../ai/index.ts';
import type { Picture } from '../charts/index.ts';
import { type BuiltReply, triggerReply } from '../replies/index.ts';
import type { Answer, Fact, Language } from '../triggers/index.ts';
import type { Answered, Question } from './question.ts';
import type { ReadableAnswer } from './recall-answer.ts';
import { toolAskingOf } from './tool-asking-of.ts';

/** What an answer was made of, read once more. */
export interface ReadAgain {
  /** Rows and series. */
  readonly answers: readonly Answer[];
  /** What else was told: the values of the answer as they were sent, others as they are now. */
  readonly facts: readonly Fact[];
  readonly pictures: readonly Picture[];
  /** What a source could not answer this time, in words. */
  readonly failures: readonly string[];
}

/**
 * Reads again what somebody was answered, as of then, with the rights they have now. A value that was sent is kept as
 * it was sent: read again it would be another.
 *
 * @param answer answers a question from the beginning of the order
 */
export async function readAgain(
  readable: ReadableAnswer,
  question: Question,
  language: Language,
  answer: (question: Question) => Promise<Answered>,
): Promise<ReadAgain> {
  const { asked, plain } = readable;
  const now = new Date(asked.at);
  const then = { ...question, now, pending: undefined, text: asked.text };
  const context = { language, now, timeZone: question.timeZone };
  const read = plainCalls(plain)
    ? await callAgain(plainCalls(plain) ?? [], then, language)
    : await askAgain(asked.sourceId, then, answer);
  const wholes = read.answers.filter(isWhole);
  const values = read.answers.filter(({ kind }) => kind === 'value');
  const facts = [
    ...values.flatMap((one) => factsOf(triggerReply(one, context))),
    ...read.replies.flatMap(factsOf),
  ];
  const failed = read.answers.filter(({ kind }) => kind === 'failed');
  return {
    answers: wholes,
    facts: asSent(facts, readable.facts),
    pictures: read.pictures,
    failures: [
      ...failed.map((one) => triggerReply(one, context).text),
      ...read.errors.map(({ message }) => message),
    ],
  };
}

function isWhole({ kind }: Answer): boolean {
  return kind === 'history' || kind === 'trend' || kind === 'summary' || kind === 'query';
}

interface Read {
  readonly answers: readonly Answer[];
  /** Of what gives no answers. */
  readonly replies: readonly BuiltReply[];
  readonly pictures: readonly Picture[];
  readonly errors: readonly Error[];
}

async function askAgain(
  sourceId: string | undefined,
  question: Question,
  answer: (question: Question) => Promise<Answered>,
): Promise<Read> {
  const source = sourceId === undefined ? undefined : question.sources.find(sourceId);
  const sources = source ? { ...question.sources, list: () => [source] } : question.sources;
  const { answers = [], pictures = [], error } = await answer({ ...question, sources });
  const drawn = pictures.flatMap((one) => (one.kind === 'sheets' ? [] : [one]));
  return { answers, replies: [], pictures: drawn, errors: error ? [error] : [] };
}

type Calls = AiAnswer['calls'] | NonNullable<AiAnswer['understood']>['calls'];

/** The calls that a question in plain words was answered by; undefined where it was answered otherwise. */
function plainCalls(plain: AiAnswer | undefined): Calls | undefined {
  if (plain?.outcome !== 'answered' && plain?.outcome !== 'replaced') return undefined;
  const planned = plain.understood?.calls ?? [];
  const calls =
    planned.length > 0 ? planned : plain.calls.filter(({ error }) => error === undefined);
  return calls.length > 0 ? calls : undefined;
}

async function callAgain(calls: Calls, question: Question, language: Language): Promise<Read> {
  const { plain } = question;
  if (!plain) return { answers: [], replies: [], pictures: [], errors: [] };
  const asking = toolAskingOf(question, plain, language);
  const ran = await Promise.all(
    calls.map((call) => runTool(plain.tools, { tool: call.tool, input: call.input }, asking)),
  );
  const results = ran.flatMap(({ result }) => (result ? [result] : []));
  return {
    answers: results.flatMap(({ answers }) => answers ?? []),
    replies: results.flatMap(({ answers, reply }) => (answers ? [] : [reply])),
    pictures: results.flatMap(({ picture }) => (picture ? [picture] : [])),
    errors: ran.flatMap(({ error }) => (error ? [error] : [])),
  };
}

function factsOf({ facts, rest = [] }: BuiltReply): readonly Fact[] {
  return [...facts, ...rest.flatMap((page) => page.facts)];
}

/** Each once, and as it was sent where it was. */
function asSent(facts: readonly Fact[], sent: readonly Fact[]): readonly Fact[] {
  const known = new Map(sent.map((fact) => [keyOf(fact), fact] as const));
  const once = new Map(facts.map((fact) => [`${keyOf(fact)} ${fact.timestamp}`, fact] as const));
  const isOnly = new Map<string, number>();
  for (const fact of once.values()) isOnly.set(keyOf(fact), (isOnly.get(keyOf(fact)) ?? 0) + 1);
  return [...once.values()].map((fact) =>
    isOnly.get(keyOf(fact)) === 1 ? (known.get(keyOf(fact)) ?? fact) : fact,
  );
}

function keyOf({ source, tag, kind, start = '', end = '' }: Fact): string {
  return JSON.stringify([source, tag, kind, start, end]);
}
