import type { Clock, Logger, OutgoingMedia } from '#sdk';
import type { Sources } from '../data-sources/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import type { Language } from '../triggers/index.ts';
import { ANSWER_WITHIN_MS, questionText } from './create-decide.ts';
import type { ArgumentsContext } from '../grammar/index.ts';
import { isForecast } from './is-forecast.ts';
import type { MakeFile } from './create-make-file.ts';
import type { KnowledgeBase } from './knowledge.ts';
import { languageOf } from './question-language.ts';
import { readAskedArguments } from './read-asked-arguments.ts';
import { argumentsReply } from '../replies/index.ts';
import { type Ran, type Runnable, runNamed } from './run-named.ts';
import { argumentsRefused } from './runs.errors.ts';
import type { AskedArguments, RunAnswer } from './runs.schema.ts';

export interface RunDeps {
  readonly sources: Sources;
  readonly knowledge: Pick<KnowledgeBase, 'current'>;
  readonly clock: Clock;
  /** The site's IANA zone. */
  readonly timeZone: string;
  readonly language: Language;
  /** Draws a picture and keeps it for who looks. */
  readonly makeFile: MakeFile;
  readonly log: Logger;
}

/**
 * What the chat would answer to somebody who may ask everything. Nothing is sent, stored or counted.
 *
 * @param load finds what is to be run, once the data sources are open as they are configured now
 * @throws AppError of kind `invalid` for arguments that do not fit; a source that fails is an answer
 */
export type Run = (
  load: (now: Date) => Promise<Runnable>,
  asked: { readonly args?: AskedArguments | undefined; readonly language?: Language | undefined },
) => Promise<RunAnswer>;

export function createRun(deps: RunDeps): Run {
  const { sources, knowledge, clock, timeZone, language: ofSite, makeFile, log } = deps;

  /** A picture that cannot be drawn leaves the answer as it is: its text has the numbers. */
  async function drawAll(
    pictures: Ran['pictures'],
    signal: AbortSignal,
  ): Promise<readonly OutgoingMedia[]> {
    const drawn = await Promise.all(
      pictures.map((picture) =>
        makeFile(picture, signal).catch((error: unknown) =>
          log.warn({ error }, 'A picture could not be drawn'),
        ),
      ),
    );
    return drawn.flatMap((media) => media ?? []);
  }

  return async (load, { args = '', language: wanted }) => {
    await knowledge.current();
    const now = clock();
    const runnable = await load(now);
    const { name } = runnable.item;
    const words = typeof args === 'string' ? wordsAfterName(args) : (args.range ?? '');
    const context: ArgumentsContext = {
      now,
      timeZone,
      allowFuture: mayLieAhead(runnable, sources),
    };
    const said = readAskedArguments(typeof args === 'string' ? words : args, context);
    if (!said.ok) throw argumentsRefused(argumentsReply(name, said.problem, 'en').text);
    const nobody = { contact: { language: null }, defaultLanguage: ofSite };
    const language = wanted ?? languageOf(nobody, words, name);
    return await withTimeLimit(ANSWER_WITHIN_MS, undefined, async (signal) => {
      const context = { sources, now, timeZone, signal };
      const ran = await runNamed(runnable, said.arguments, context, language);
      return toAnswer(ran, await drawAll(ran.pictures, signal));
    });
  };
}

/** What a message says after a name, whatever the name is. */
function wordsAfterName(words: string): string {
  const name = 'x';
  return questionText({ text: `${name} ${words}` })
    .slice(name.length)
    .trim();
}

function mayLieAhead({ kind, item }: Runnable, sources: Sources): boolean {
  if (kind === 'group') return false;
  const firstTag = 'tags' in item.config ? item.config.tags[0] : undefined;
  return isForecast(item.dataSourceId, firstTag, sources);
}

function toAnswer(
  { reply, table, bound = {}, error, pictures }: Ran,
  media: readonly OutgoingMedia[],
): RunAnswer {
  const { text, facts, rest = [] } = reply;
  const boundTo = Object.entries(bound).map(([name, value]) =>
    value instanceof Date
      ? { name, value: value.toISOString(), type: 'instant' as const }
      : { name, value, type: value === null ? ('null' as const) : typeOf(value) },
  );
  return {
    text,
    facts,
    ...(table && {
      rows: {
        columns: table.columns,
        truncated: table.truncated,
        // JSON has no word for them.
        rows: table.rows.map((row) =>
          row.map((cell) => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell)),
        ),
      },
    }),
    ...(boundTo.length > 0 && { bound: boundTo }),
    ...(error && { error: { code: error.code, message: error.message } }),
    media,
    ...(pictures.length > 0 && { pictures }),
    ...(rest.length > 0 && { rest: rest.length }),
  };
}

function typeOf(value: string | number | boolean): 'text' | 'number' | 'boolean' {
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'number' : 'boolean';
}
