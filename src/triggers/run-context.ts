import type { AppError, TimeRange } from '#sdk';
import type { Sources } from '../data-sources/index.ts';
import type { VariableInput } from './read-variable.ts';
import type { TriggerConfig } from './triggers.schema.ts';

/** What a person added after a trigger's name. */
export interface RunArguments {
  readonly range?: TimeRange | undefined;
  readonly count?: number | undefined;
  readonly variables?: Readonly<Record<string, VariableInput>> | undefined;
}

/** A saved trigger, its config parsed. */
export interface RunnableTrigger {
  readonly id: string;
  readonly name: string;
  readonly dataSourceId: string | null;
  readonly config: TriggerConfig;
  /** Why it cannot be run: its stored config is none this version understands. Its `config` is then an empty text. */
  readonly problem?: AppError;
}

export interface RunContext {
  readonly sources: Sources;
  readonly now: Date;
  /** The site's IANA zone. */
  readonly timeZone: string;
  /** Ends every read; each member of a group also has its own limit. */
  readonly signal: AbortSignal;
}

/** The config of one type of trigger. */
export type ConfigOf<Type extends TriggerConfig['type']> = Extract<TriggerConfig, { type: Type }>;
