import { type Variables, readTimeRange, readVariable } from '../../triggers/index.ts';
import type {
  LoadedTrigger,
  RunArguments,
  VariableInput,
  VariableProblem,
} from '../../triggers/index.ts';
import { choiceParts } from '../../data-sources/index.ts';
import { answerNamed } from '../answer-named.ts';
import { askVariable } from '../ask-variable.ts';
import {
  matchAiPrefix,
  matchAnswer,
  parseArguments,
  parseChoice,
  parseWord,
} from '../../grammar/index.ts';
import type { PendingVariable } from '../pending.ts';
import type { Answered, Question } from '../question.ts';
import { plainReply } from '../../replies/index.ts';

const CANCEL = /^(?:cancel|stop|never ?mind|batal|batalkan|tidak jadi|ga jadi)[.!]?$/i;

type Answers = PendingVariable['answers'];
type Read =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly problem: VariableProblem };

/**
 * The value of a variable that the chat asked for. The grammar's own words and an AI prefix are no values, and neither
 * is the trigger's own name, by which somebody begins anew. What does not fit and is a name of something else is that;
 * otherwise it is said what would fit, and the question stands.
 */
export async function answerVariable(question: Question): Promise<Answered | undefined> {
  const { pending, text, now, timeZone } = question;
  if (pending?.kind !== 'variable' || isOtherwiseMeant(question)) return undefined;
  const trigger = findTrigger(pending, question);
  const variables = trigger && variablesOf(trigger);
  if (!variables || !Object.hasOwn(variables, pending.name)) return undefined;
  const { language } = pending;
  if (CANCEL.test(text)) {
    const { name } = trigger;
    return {
      rule: 'ask_cancelled',
      name,
      language,
      reply: plainReply('askCancelled', language, { name }),
    };
  }
  const match = matchAnswer(text, question.knowledge.catalogue);
  const isName = match !== undefined && parseArguments(match.argumentText, { now, timeZone }).ok;
  if (isName && match.item === trigger) return undefined;
  const read = readAnswer(pending, variables, question);
  if (!read.ok) {
    if (isName || isKnownTag(question)) return undefined;
    const { name } = pending;
    return askVariable(question, trigger, { name, problem: read.problem }, pending, language);
  }
  const answers = { ...pending.answers, ...read.answers };
  const given = givenBefore(pending, question);
  const all = { ...given, variables: { ...given.variables, ...answers } };
  const asker = { ...question, contact: { ...question.contact, language } };
  const conversation = { ...pending, answers };
  const answered = await answerNamed(
    asker,
    { kind: 'trigger', key: '', item: trigger },
    all,
    conversation,
    language,
  );
  return { ...answered, said: { text: wholeText(trigger.name, conversation) } };
}

/** As it could have been asked at once. */
function wholeText(name: string, { said, answers }: Pick<PendingVariable, 'said' | 'answers'>) {
  const values = Object.entries(answers).map(
    ([one, value]) => `${one}="${String(value).replaceAll('"', '')}"`,
  );
  return [name, said, ...values].filter((part) => part !== '').join(' ');
}

function isOtherwiseMeant({ text, knowledge }: Question): boolean {
  const prefixes = knowledge.aiTriggers
    .filter(({ enabled }) => enabled)
    .map(({ prefix }) => prefix);
  return (
    parseWord(text) !== undefined ||
    parseChoice(text)?.kind === 'next' ||
    matchAiPrefix(text, prefixes) !== undefined
  );
}

/** The trigger, if it is still there and the person may still ask it. */
function findTrigger(
  { triggerId }: PendingVariable,
  { knowledge, rights }: Question,
): LoadedTrigger | undefined {
  for (const { kind, item } of knowledge.catalogue.byKey.values()) {
    if (kind === 'trigger' && item.id === triggerId) {
      return rights.mayUseTrigger(item) ? item : undefined;
    }
  }
  return undefined;
}

function variablesOf(trigger: LoadedTrigger): Variables | undefined {
  const { config } = trigger.runnable();
  return config.type === 'query' ? config.variables : undefined;
}

function isKnownTag({ text, sources, rights }: Question): boolean {
  return sources
    .list()
    .some(
      ({ id, connection }) => rights.mayUseSource(id) && connection.findTag?.(text) !== undefined,
    );
}

function readAnswer(pending: PendingVariable, variables: Variables, question: Question): Read {
  const { text, now, timeZone } = question;
  const named = readNamed(variables, question);
  if (named) return { ok: true, answers: named };
  const { name } = pending;
  if (name === 'start' || name === 'end') return readRange(variables, question);
  const variable = variables[name] ?? {};
  // The list has numbers before its lines, so a number is one of those.
  const choice = variable.choices && parseChoice(text);
  const chosen = choice?.kind === 'number' ? variable.choices?.[choice.number - 1] : undefined;
  if (chosen !== undefined) return { ok: true, answers: { [name]: choiceParts(chosen).value } };
  const result = readVariable(name, variable, text, { now, timeZone });
  return result.ok ? { ok: true, answers: { [name]: kept(result.value) } } : result;
}

/** `area=North`, as it could have been sent with the name; it may name another variable too. */
function readNamed(variables: Variables, { text, now, timeZone }: Question): Answers | undefined {
  if (!text.includes('=')) return undefined;
  const said = parseArguments(text, { now, timeZone });
  if (!said.ok || said.arguments.range || said.arguments.count !== undefined) return undefined;
  const found = Object.entries(said.arguments.variables ?? {}).map(([name, value]) => {
    const known = Object.keys(variables).find((one) => one.toLowerCase() === name.toLowerCase());
    const result = known && readVariable(known, variables[known] ?? {}, value, { now, timeZone });
    return known && result && result.ok ? ([known, kept(result.value)] as const) : undefined;
  });
  const fitting = found.flatMap((one) => (one ? [one] : []));
  return fitting.length > 0 && fitting.length === found.length
    ? Object.fromEntries(fitting)
    : undefined;
}

function readRange(variables: Variables, { text, now, timeZone }: Question): Read {
  const read = readTimeRange(text, { now, timeZone });
  if (!read.ok) return { ok: false, problem: { kind: 'not_a_range' } };
  const { start, end } = read.range;
  const hasEnd = Object.hasOwn(variables, 'end');
  return {
    ok: true,
    answers: { ...(Object.hasOwn(variables, 'start') && { start }), ...(hasEnd && { end }) },
  };
}

/** An instant as it was meant when it was said, not as it would be read after the next answer. */
function kept(value: unknown): string | number | boolean {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

/** What stood after the name. A range that reached up to then goes on until now. */
function givenBefore(
  { said, saidAt }: PendingVariable,
  question: Question,
): RunArguments & {
  readonly variables?: Readonly<Record<string, VariableInput>>;
} {
  const { now, timeZone } = question;
  const before = parseArguments(said, { now: new Date(saidAt), timeZone });
  if (!before.ok) return {};
  const { range } = before.arguments;
  if (!range || Date.parse(range.end) < Date.parse(saidAt)) return before.arguments;
  const again = parseArguments(said, { now, timeZone });
  return again.ok ? { ...before.arguments, range: again.arguments.range } : before.arguments;
}
