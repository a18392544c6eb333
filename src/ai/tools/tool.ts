import type { z } from 'zod';
import type { Asking } from '../../access/index.ts';
import type { Picture } from '../../charts/index.ts';
import type { Contact } from '../../chat/index.ts';
import type { CatalogueEntry } from '../../grammar/index.ts';
import type { BuiltReply } from '../../replies/index.ts';
import type {
  Answer,
  Language,
  LoadedGroup,
  LoadedTrigger,
  TriggerUse,
} from '../../triggers/index.ts';

/** Who asks a tool, and everything it may be asked with: nothing outside the person's rights can be reached from it. */
export interface ToolAsking extends Asking {
  /** In which a result is worded. */
  readonly language: Language;
  /** Triggers and groups by name; what the person may not ask is not among them. */
  readonly named: readonly CatalogueEntry<LoadedGroup, LoadedTrigger>[];
  /** Null for another assistant that asks with an API token. */
  readonly contact: Pick<Contact, 'id' | 'grants'> | null;
  /** The shifts of the site, as its settings name them. */
  readonly shifts: readonly Shift[];
}

/** A shift by its name and the local time it begins: `06:00`. It lasts until the next begins. */
export interface Shift {
  readonly name: string;
  readonly start: string;
}

/** What a tool found. */
export interface ToolResult {
  /** In words for a chat, with a fact for every number in it: what is sent when nobody words it better. */
  readonly reply: BuiltReply;
  /**
   * The same for a program or a model: plain JSON, every number with its unit, instant (ISO 8601 with the site's
   * offset) and quality. Texts that come from a source are in it as values, never as keys.
   */
  readonly data: unknown;
  readonly picture?: Picture | undefined;
  /** What it is worded from, where that is what triggers give too: a spreadsheet has all of it. */
  readonly answers?: readonly Answer[] | undefined;
  /** Triggers that were asked for it. */
  readonly uses?: readonly TriggerUse[] | undefined;
  /** Ids of the sources it came from. */
  readonly sourceIds: readonly string[];
}

/**
 * One thing that can be asked of the plant; it only reads. The built-in understanding, a model and other assistants
 * plan to the same tools.
 */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  /** In lower case with `_`: `current_values`. */
  readonly name: string;
  /** For a model: what it gives, and when to use it. */
  readonly description: string;
  readonly input: Input;
  /** Whether it may be used at all by whoever asks; absent, by everybody. Who may not, is not told that it exists. */
  isOffered?(asking: ToolAsking): boolean;
  /**
   * @throws AppError `ai.tag_not_found` and the like, in words a person understands; a tag that the person may not use
   * is one that does not exist
   */
  run(input: z.output<Input>, asking: ToolAsking): Promise<ToolResult>;
}

/** Gives a tool its types; it adds nothing. */
export function defineTool<Input extends z.ZodObject>(tool: Tool<Input>): Tool<Input> {
  return tool;
}

/** A tool and what it is asked, as planned. */
export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}
