import { generateText, isStepCount, tool } from 'ai';
import { z } from 'zod';
import { withTimeLimit } from '../../lib/with-time-limit.ts';
import type { AiModelTest } from '../ai-models.schema.ts';
import type { StoredAiModel } from '../ai-models.repository.ts';
import type { Models } from './create-models.ts';
import { toModelError } from './to-model-error.ts';

/** A small model on a small machine has to be loaded first. */
const TEST_WITHIN_MS = 60_000;
/** What the tool of the test gives, of no plant: a model cannot know it. */
const MADE_UP = 731.4;

/** Asks a model one small question that needs a tool, and says how far it got. Never throws. */
export async function testModel(models: Models, stored: StoredAiModel): Promise<AiModelTest> {
  const startedAtMs = performance.now();
  const steps: { name: string; ok: boolean; message: string }[] = [];
  let usage: { inputTokens?: number | undefined; outputTokens?: number | undefined } = {};
  try {
    const opened = models.open(stored);
    await withTimeLimit(TEST_WITHIN_MS, undefined, async (signal) => {
      if (opened.kind === 'text') {
        const answer = await opened.ask('test', signal);
        steps.push({ name: 'reach', ok: true, message: 'It is reached, and takes the log-in.' });
        steps.push({
          name: 'answer',
          ok: answer !== '',
          message: 'It answers. It calls no tools, so it only words what Plantline found.',
        });
        return;
      }
      let calls = 0;
      const result = await generateText({
        model: opened.model,
        prompt: 'Read the test value with the tool and answer with the number alone.',
        tools: {
          read_test_value: tool({
            description: 'Gives the test value.',
            inputSchema: z.object({}),
            execute: () => {
              calls += 1;
              return { value: MADE_UP, unit: 'MW' };
            },
          }),
        },
        stopWhen: isStepCount(3),
        maxOutputTokens: 2_000,
        maxRetries: 0,
        abortSignal: signal,
      });
      usage = result.usage;
      steps.push({ name: 'reach', ok: true, message: 'It is reached.' });
      steps.push({ name: 'log_in', ok: true, message: 'It takes the log-in.' });
      const isCalled = calls > 0;
      steps.push({
        name: 'tools',
        ok: isCalled,
        message: isCalled
          ? 'It calls tools.'
          : 'It calls no tools, so it cannot answer questions; choose a model that does.',
      });
      if (!isCalled) return;
      const isRight = /731[.,]4/.test(result.text);
      steps.push({
        name: 'answer',
        ok: isRight,
        message: isRight
          ? 'It answers with what a tool gave.'
          : 'It called the tool and answered something else; choose a better model.',
      });
    });
  } catch (error) {
    const { message, kind } = toModelError(stored.name, error);
    const isLogIn = kind === 'unauthenticated';
    if (isLogIn) steps.push({ name: 'reach', ok: true, message: 'It is reached.' });
    steps.push({ name: isLogIn ? 'log_in' : 'reach', ok: false, message });
  }
  return {
    status: steps.every(({ ok }) => ok) ? 'success' : 'failed',
    latencyMs: Math.round(performance.now() - startedAtMs),
    inputTokens: usage.inputTokens ?? null,
    outputTokens: usage.outputTokens ?? null,
    steps,
  };
}
