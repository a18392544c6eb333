import type { Db } from '../../db/index.ts';
import type { TagFinder } from '../../tag-search/index.ts';
import { analysisTools } from './analysis/index.ts';
import { compareTool } from './compare-tool.ts';
import { currentValuesTool } from './current-values-tool.ts';
import { findTagsTool } from './find-tags-tool.ts';
import { historyTool } from './history-tool.ts';
import { queryTool } from './query-tool.ts';
import { runPresetTool } from './run-preset-tool.ts';
import { runTriggerTool } from './run-trigger-tool.ts';
import { statisticsTool } from './statistics-tool.ts';
import type { Tool } from './tool.ts';
import { topTool } from './top-tool.ts';
import { trendTool } from './trend-tool.ts';
import { valueAtTool } from './value-at-tool.ts';

export interface ToolDeps {
  readonly tagFinder: TagFinder;
  /** Where query presets are. */
  readonly db: Pick<Db, 'read'>;
}

/** Every tool there is, whoever asks; `toolsFor` leaves those that they may use. */
export function createTools({ tagFinder, db }: ToolDeps): readonly Tool[] {
  return [
    findTagsTool(tagFinder),
    currentValuesTool,
    valueAtTool,
    historyTool,
    statisticsTool,
    compareTool,
    topTool,
    trendTool,
    ...analysisTools,
    runTriggerTool,
    runPresetTool(db),
    queryTool,
  ];
}
