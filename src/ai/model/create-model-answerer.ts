import { AppError, type Clock, type Logger } from '#sdk';
import type { Db } from '../../db/index.ts';
import { withTimeLimit } from '../../lib/with-time-limit.ts';
import type { Settings } from '../../settings/index.ts';
import { modelOverBudget, modelTooSlow, modelUseless } from '../ai-models.errors.ts';
import type { AnswerPlainly, PlainAnswer, PlainQuestion, ToolCallRecord } from '../answerer.ts';
import { type Problem, checkAnswer } from '../checker/index.ts';
import { joinReplies } from '../tools/join-replies.ts';
import type { Tool, ToolResult } from '../tools/tool.ts';
import { forbiddenOf } from '../understanding/forbidden.ts';
import { cleanAnswer } from './clean-answer.ts';
import { findSpentLimit } from './find-spent-limit.ts';
import type { Models, OpenModel } from './create-models.ts';
import { type ModelRun, costOf, runModel } from './run-model.ts';
import { contextOf, systemPrompt } from './system-prompt.ts';
import { tagNamesOf } from './tag-names-of.ts';
import { toModelError } from './to-model-error.ts';
import { wrapData } from './wrap-data.ts';

export interface ModelAnswererDeps {
  readonly models: Models;
  readonly tools: readonly Tool[];
  /** Answers without a model: what is forbidden, and whenever the model does not answer well. */
  readonly builtIn: AnswerPlainly;
  readonly settings: Pick<Settings, 'get'>;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
}

/** How a question begins that is asked back, and is no answer. */
const ASKED_BACK_MAX = 400;

/**
 * Answers with the model that is set up. What it says is checked against what tools found; what does not hold is asked
 * for once more, and then replaced by the wording of the results. Where there is no model, or it is slow, down, over its
 * limits or of no use, the built-in understanding answers; the first of the answer's calls says why.
 */
export function createModelAnswerer(deps: ModelAnswererDeps): AnswerPlainly {
  const { models, builtIn, settings, db, clock, log } = deps;

  return async (question) => {
    const { asking } = question;
    // What acts on the world or asks for secrets is none of a model's business.
    if (forbiddenOf(question.text) !== undefined) return await builtIn(question);
    const stored = await models.find(settings.get('ai.model'));
    if (!stored) return await builtIn(question);
    const startedAtMs = performance.now();
    const run: ModelRun = { calls: [], results: [], inputTokens: 0, outputTokens: 0 };
    let opened: OpenModel | undefined;
    try {
      opened = models.open(stored);
      const spent = await findSpentLimit(db.read, settings, {
        now: clock(),
        timeZone: asking.timeZone,
        contactId: asking.contact?.id,
      });
      if (spent !== undefined) throw modelOverBudget(spent);
      const model = opened;
      const limitMs = settings.get('ai.timeLimitSeconds') * 1_000;
      return await withTimeLimit(
        limitMs,
        asking.signal,
        async (signal) =>
          await endWith(
            signal,
            stored.name,
            answerWith(model, { ...question, asking: { ...asking, signal } }, run),
          ),
      );
    } catch (thrown) {
      asking.signal.throwIfAborted();
      const error = thrown instanceof AppError ? thrown : toModelError(stored.name, thrown);
      log.warn({ code: error.code, model: stored.name }, 'A model gave no answer');
      const answer = await builtIn(question);
      return fellBack(answer, error, stored.name, opened, run, performance.now() - startedAtMs);
    }
  };

  async function answerWith(
    opened: OpenModel,
    question: PlainQuestion,
    run: ModelRun,
  ): Promise<PlainAnswer> {
    return opened.kind === 'text'
      ? await wordBuiltIn(opened, question, run)
      : await askModel(opened, question, run);
  }

  async function askModel(
    opened: Extract<OpenModel, { kind: 'tools' }>,
    question: PlainQuestion,
    run: ModelRun,
  ): Promise<PlainAnswer> {
    const { asking } = question;
    const limits = {
      tokens: settings.get('ai.tokensPerQuestion'),
      usd: settings.get('ai.usdPerQuestion'),
    };
    const instructions = systemPrompt(question);
    const asked = { role: 'user', content: contextOf(question) + question.text } as const;
    const first = await runModel(
      opened,
      { instructions, messages: [asked] },
      deps.tools,
      asking,
      limits,
      run,
    );
    const checked = check(first.text, question, run);
    if (checked.ok) return answered(checked, opened, question, run);
    run.calls.push(refusal(first.text, checked.problems));
    const again = {
      role: 'user',
      content: `Your answer was not sent, because of this:\n${checked.problems.map(({ text, message }) => `- "${text}": ${message}`).join('\n')}\nAnswer again, with nothing but what the tool results say.`,
    } as const;
    const second = await runModel(
      opened,
      { instructions, messages: [...first.messages, again] },
      deps.tools,
      asking,
      limits,
      run,
    );
    const rechecked = check(second.text, question, run);
    if (rechecked.ok) return answered(rechecked, opened, question, run);
    run.calls.push(refusal(second.text, rechecked.problems));
    const results = worthShowing(run);
    if (results.length === 0)
      throw modelUseless(opened.name, 'no tool result supports what it says');
    return answerOf(
      'replaced',
      joinReplies(
        results.map(({ reply }) => reply),
        asking.language,
      ),
      results,
      opened,
      question,
      run,
    );
  }

  /** A model without tools words what the built-in understanding found; what does not hold is not sent. */
  async function wordBuiltIn(
    opened: Extract<OpenModel, { kind: 'text' }>,
    question: PlainQuestion,
    run: ModelRun,
  ): Promise<PlainAnswer> {
    const found = await builtIn(question);
    if (found.outcome !== 'answered') return found;
    const data = found.calls.map(({ tool, result }) => ({ tool, result }));
    const results: ToolResult[] = [{ reply: found.reply, data, sourceIds: found.sourceIds }];
    const message = `${systemPrompt(question)}\n\n${wrapData('all', { answer: found.reply.text, data })}\n\nQuestion: ${question.text}`;
    const text = await opened.ask(message, question.asking.signal);
    const said = cleanAnswer(text, tagNamesOf(results));
    const checked = checkAnswer(said, results, contextFor(question));
    const calls = [...found.calls, ...run.calls];
    if (said !== '' && checked.ok) {
      return {
        ...found,
        reply: { text: said, facts: checked.facts },
        path: 'model',
        model: opened.name,
        calls,
      };
    }
    const problems = checked.ok ? [] : checked.problems;
    return {
      ...found,
      outcome: 'replaced',
      path: 'model',
      model: opened.name,
      calls: [...calls, refusal(said, problems)],
    };
  }

  function check(text: string, question: PlainQuestion, run: ModelRun) {
    const results = run.results.map(({ result }) => result);
    const said = cleanAnswer(text, tagNamesOf(results));
    if (said === '')
      return {
        ok: false as const,
        said,
        problems: [{ kind: 'unsupported' as const, text: '', message: 'There is no text in it.' }],
      };
    // Without a result there is nothing to say but what is still to be asked.
    if (results.length === 0 && !(said.includes('?') && said.length <= ASKED_BACK_MAX)) {
      return {
        ok: false as const,
        said,
        problems: [
          { kind: 'no_result' as const, text: said.slice(0, 60), message: 'No tool was asked.' },
        ],
      };
    }
    return { ...checkAnswer(said, results, contextFor(question)), said };
  }

  function answered(
    { said, facts }: { readonly said: string; readonly facts: PlainAnswer['reply']['facts'] },
    opened: OpenModel,
    question: PlainQuestion,
    run: ModelRun,
  ): PlainAnswer {
    const results = run.results.map(({ result }) => result);
    const outcome = results.length === 0 ? 'asked' : 'answered';
    return answerOf(outcome, { text: said, facts }, results, opened, question, run);
  }

  function answerOf(
    outcome: PlainAnswer['outcome'],
    reply: PlainAnswer['reply'],
    results: readonly ToolResult[],
    opened: OpenModel,
    question: PlainQuestion,
    run: ModelRun,
  ): PlainAnswer {
    const { inputTokens, outputTokens, calls } = run;
    const worked = calls
      .filter(({ error }) => error === undefined)
      .map(({ tool, input }) => ({ tool, input }));
    return {
      outcome,
      reply,
      language: question.asking.language,
      pictures: results.flatMap(({ picture }) => picture ?? []),
      uses: results.flatMap(({ uses = [] }) => uses),
      sourceIds: [...new Set(results.flatMap(({ sourceIds }) => sourceIds))],
      understood: {
        intent: 'model',
        calls: worked,
        slots: { question: question.text.slice(0, 500), answer: reply.text.slice(0, 500) },
      },
      path: 'model',
      calls,
      model: opened.name,
      inputTokens,
      outputTokens,
      costUsd: costOf(run, opened.price),
    };
  }
}

/** The built-in's answer, with why the model did not answer, and what it used nevertheless. */
function fellBack(
  answer: PlainAnswer,
  error: AppError,
  name: string,
  opened: OpenModel | undefined,
  run: ModelRun,
  ms: number,
): PlainAnswer {
  const why: ToolCallRecord = {
    tool: 'model',
    input: { model: name },
    ms,
    error: error.code,
    result: error.message,
  };
  const { inputTokens, outputTokens } = run;
  const isUsed = inputTokens + outputTokens > 0;
  return {
    ...answer,
    calls: [why, ...run.calls, ...answer.calls],
    ...(isUsed &&
      opened && { model: name, inputTokens, outputTokens, costUsd: costOf(run, opened.price) }),
  };
}

/** What was looked up on the way to an answer is none, when there is one. */
function worthShowing({ results }: ModelRun): readonly ToolResult[] {
  const answers = results.filter(({ tool }) => tool !== 'find_tags');
  const shown = answers.length > 0 ? answers : results;
  const byText = new Map(shown.map(({ result }) => [result.reply.text, result]));
  return [...byText.values()].slice(-4);
}

function refusal(text: string, problems: readonly Problem[]): ToolCallRecord {
  return {
    tool: 'check',
    input: { text: text.slice(0, 2_000) },
    ms: 0,
    error: 'ai_models.not_supported',
    result: problems,
  };
}

function contextFor({ text, asking }: PlainQuestion) {
  const { language, timeZone, now } = asking;
  return { question: text, language, timeZone, now };
}

/** The work's own end, or the signal's: whatever ignores it must not hold up an answer. */
async function endWith<T>(signal: AbortSignal, name: string, work: Promise<T>): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(modelTooSlow(name));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
