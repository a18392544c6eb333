export { type ToolDeps, createTools } from './create-tools.ts';
export { type ToolDescription, describeTools } from './describe-tools.ts';
export { type ResolvedTag, allowedSources, findSource, resolveTags } from './resolve-tags.ts';
export { type RanTool, runTool, toolsFor } from './run-tool.ts';
export {
  type Shift,
  type Tool,
  type ToolAsking,
  type ToolCall,
  type ToolResult,
  defineTool,
} from './tool.ts';
export {
  Condition,
  STATISTIC_NAMES,
  TOOL_INPUTS,
  type ToolInput,
  type ToolName,
} from './tool-inputs.ts';
export { totalUnit } from './total-unit.ts';
export { wordToolError } from './word-tool-error.ts';
export { answerData, rangeData, readingData, tagData } from './answer-data.ts';
export { siteTime } from './site-time.ts';
export { toRange } from './to-range.ts';
