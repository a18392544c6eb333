import type { Tool } from '../tool.ts';
import { eventsTool } from './events-tool.ts';
import { lastTimeTool } from './last-time-tool.ts';
import { stateHistoryTool } from './state-history-tool.ts';
import { tagsInStateTool } from './tags-in-state-tool.ts';
import { timeInConditionTool } from './time-in-condition-tool.ts';
import { whatChangedTool } from './what-changed-tool.ts';

/** What is asked of the past of states, of conditions and of events. */
export const analysisTools: readonly Tool[] = [
  stateHistoryTool,
  tagsInStateTool,
  timeInConditionTool,
  lastTimeTool,
  whatChangedTool,
  eventsTool,
];
