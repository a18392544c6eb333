import { AppError } from '#sdk';
import { toolFailed, toolInputInvalid, toolUnknown } from '../ai.errors.ts';
import type { ToolCallRecord } from '../answerer.ts';
import type { Tool, ToolAsking, ToolCall, ToolResult } from './tool.ts';

export interface RanTool {
  readonly result?: ToolResult;
  /** Why there is no result, in words a person or a model can act on. */
  readonly error?: AppError;
  /** How it went, for the log of the question. */
  readonly record: ToolCallRecord;
}

/** The tools that whoever asks may use: of the others, a model is not told. */
export function toolsFor(tools: readonly Tool[], asking: ToolAsking): readonly Tool[] {
  return tools.filter((tool) => tool.isOffered?.(asking) ?? true);
}

/**
 * Runs one planned call: its input is checked first, and a tool that may not be used is one that does not exist.
 *
 * @throws only the reason of `asking.signal`, once that is aborted: nobody waits for the answer any more
 */
export async function runTool(
  tools: readonly Tool[],
  call: ToolCall,
  asking: ToolAsking,
): Promise<RanTool> {
  const { tool: name, input } = call;
  const startedAtMs = performance.now();
  const record = () => ({ tool: name, input, ms: performance.now() - startedAtMs });
  try {
    asking.signal.throwIfAborted();
    const result = await find(tools, name, asking).runChecked(input);
    asking.signal.throwIfAborted();
    return { result, record: { ...record(), result: result.data } };
  } catch (thrown) {
    asking.signal.throwIfAborted();
    const error = thrown instanceof AppError ? thrown : toolFailed(name, thrown);
    return { error, record: { ...record(), error: error.code } };
  }
}

function find(tools: readonly Tool[], name: string, asking: ToolAsking) {
  const offered = toolsFor(tools, asking);
  const tool = offered.find((one) => one.name === name);
  if (!tool) {
    const known = offered.map((one) => one.name);
    throw toolUnknown(name, known);
  }
  return {
    async runChecked(input: unknown): Promise<ToolResult> {
      const parsed = tool.input.safeParse(input);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const path = issue?.path.map(String).join('.') ?? '';
        const reason = `${path === '' ? '' : `${path}: `}${issue?.message ?? 'the input does not fit'}`;
        throw toolInputInvalid(tool.name, reason);
      }
      return await tool.run(parsed.data, asking);
    },
  };
}
