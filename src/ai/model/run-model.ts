import { type ModelMessage, type ToolSet, generateText, isStepCount, tool } from 'ai';
import type { ToolCallRecord } from '../answerer.ts';
import { modelOverBudget } from '../ai-models.errors.ts';
import { runTool, toolsFor } from '../tools/index.ts';
import type { Tool, ToolAsking, ToolResult } from '../tools/tool.ts';
import type { ModelPrice, OpenModel } from './create-models.ts';
import { wrapData } from './wrap-data.ts';

const STEPS_MAX = 6;
const OUTPUT_TOKENS_MAX = 2_000;
/** More calls than any question needs. */
const CALLS_MAX = 16;

export interface ModelLimits {
  readonly tokens: number;
  readonly usd: number;
}

/** What one question has used and found so far; it stays when the model fails. */
export interface ModelRun {
  readonly calls: ToolCallRecord[];
  readonly results: { readonly tool: string; readonly result: ToolResult }[];
  inputTokens: number;
  outputTokens: number;
}

export function costOf(
  { inputTokens, outputTokens }: ModelRun,
  { input, output }: ModelPrice,
): number {
  return (inputTokens * input + outputTokens * output) / 1e6;
}

/**
 * Lets a model ask tools until it answers, within its steps and limits. Every tool runs with the rights of whoever
 * asks; one they may not use does not exist.
 *
 * @returns the model's last text, and the messages to go on from
 * @throws whatever the connection throws; AppError `ai_models.over_budget`
 */
export async function runModel(
  { model, price }: Extract<OpenModel, { kind: 'tools' }>,
  {
    instructions,
    messages,
  }: { readonly instructions: string; readonly messages: readonly ModelMessage[] },
  tools: readonly Tool[],
  asking: ToolAsking,
  limits: ModelLimits,
  run: ModelRun,
): Promise<{ readonly text: string; readonly messages: readonly ModelMessage[] }> {
  let passed = { input: 0, output: 0 };
  const spent = { input: run.inputTokens, output: run.outputTokens };
  const isOver = (): string | undefined => {
    if (run.inputTokens + run.outputTokens > limits.tokens) return 'ai.tokensPerQuestion';
    return costOf(run, price) > limits.usd ? 'ai.usdPerQuestion' : undefined;
  };
  const result = await generateText({
    model,
    instructions,
    messages: [...messages],
    tools: toToolSet(tools, asking, run),
    stopWhen: [isStepCount(STEPS_MAX), () => isOver() !== undefined],
    maxOutputTokens: Math.min(OUTPUT_TOKENS_MAX, limits.tokens),
    maxRetries: 0,
    abortSignal: asking.signal,
    onStepEnd({ usage }) {
      passed = {
        input: passed.input + (usage.inputTokens ?? 0),
        output: passed.output + (usage.outputTokens ?? 0),
      };
      run.inputTokens = spent.input + passed.input;
      run.outputTokens = spent.output + passed.output;
    },
  });
  const over = isOver();
  // What it has answered already costs no more.
  if (over !== undefined && result.text.trim() === '') throw modelOverBudget(over);
  return {
    text: result.finishReason === 'tool-calls' ? '' : result.text,
    messages: [...messages, ...result.responseMessages],
  };
}

function toToolSet(tools: readonly Tool[], asking: ToolAsking, run: ModelRun): ToolSet {
  return Object.fromEntries(
    toolsFor(tools, asking).map(({ name, description, input }) => [
      name,
      tool({
        description,
        inputSchema: input,
        async execute(given: unknown) {
          if (run.calls.length >= CALLS_MAX)
            return { error: 'That is enough: answer with what you have.' };
          const call = { tool: name, input: given as Record<string, unknown> };
          const { result, error, record } = await runTool(tools, call, asking);
          run.calls.push(record);
          if (!result) return { error: error?.message ?? 'It gave nothing.' };
          run.results.push({ tool: name, result });
          return wrapData(name, result.data);
        },
      }),
    ]),
  );
}
