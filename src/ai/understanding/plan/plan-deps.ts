import type { TagFinder } from '../../../tag-search/index.ts';
import type { ToolAsking, ToolCall } from '../../tools/index.ts';

/** What planning may ask the plant, beside the calls it plans. */
export interface PlanDeps {
  readonly tagFinder: TagFinder;
  readonly asking: ToolAsking;
  /** Runs a call for what its data tell; undefined when it gave none. */
  look(call: ToolCall): Promise<unknown>;
}
