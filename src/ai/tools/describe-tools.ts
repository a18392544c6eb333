import { z } from 'zod';
import type { Tool } from './tool.ts';

export interface ToolDescription {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of what it is asked: fields with a default may be left out. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** The tools as a model or another assistant is told of them. */
export function describeTools(tools: readonly Tool[]): readonly ToolDescription[] {
  return tools.map(({ name, description, input }) => ({
    name,
    description,
    inputSchema: z.toJSONSchema(input, { io: 'input' }),
  }));
}
