export { type ToolDeps, createTools } from './create-tools.ts';
export { type ToolDescription, describeTools } from './describe-tools.ts';
export { type ResolvedTag, allowedSources } from './resolve-tags.ts';
export { type RanTool, runTool, toolsFor } from './run-tool.ts';
export type { Shift, Tool, ToolAsking, ToolCall, ToolResult } from './tool.ts';
export { STATISTIC_NAMES, TOOL_INPUTS, type ToolInput, type ToolName } from './tool-inputs.ts';
export { wordToolError } from './word-tool-error.ts';
