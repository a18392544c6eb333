import type { Reader } from '../../db/index.ts';
import type { Tool } from './tool.ts';

export interface ToolDeps {
  /** Where query presets are; without it none can be run. */
  readonly db?: Reader;
}

/** Every tool there is, whoever asks; `toolsFor` leaves those that they may use. */
export function createTools(_deps: ToolDeps): readonly Tool[] {
  return [];
}
