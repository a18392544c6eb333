import type { ChosenTag } from '../../../tag-search/index.ts';
import type { ToolCall, ToolInput, ToolName } from '../../tools/index.ts';
import type { YesNo } from './yes-no-of.ts';

/** A choice of a question back: what it says in place of what was asked, and how it is shown. */
export interface Choice {
  readonly say: string;
  readonly label: string;
  /** The tag it is, after which words: remembered when it is chosen. */
  readonly means?: ChosenTag | undefined;
}

/** What is to be done about a question. */
export type Plan =
  | {
      readonly kind: 'calls';
      readonly intent: string;
      readonly calls: readonly ToolCall[];
      /** Said before the results. */
      readonly first?: string | undefined;
      /** The results are values that are to be added up. */
      readonly isSum?: boolean;
      /** Of several tags only those to which it happened are told, and how often in all. */
      readonly isOfMany?: boolean;
      /** Said when it happened to none of many. */
      readonly never?: string;
      /** Whether it is so is said too. */
      readonly yesNo?: YesNo | undefined;
    }
  | { readonly kind: 'ask'; readonly text: string; readonly choices: readonly Choice[] }
  | { readonly kind: 'say'; readonly outcome: 'unknown' | 'refused'; readonly text: string };

/** A call with its input checked by the compiler. */
export function callOf<Name extends ToolName>(tool: Name, input: ToolInput<Name>): ToolCall {
  return { tool, input };
}
