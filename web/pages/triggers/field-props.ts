import type { Config } from './trigger-config.ts';

/** What every field of a trigger's config is given. */
export type FieldsProps = {
  readonly config: Config;
  /** Changes fields; undefined takes one out. */
  readonly change: (changes: Config) => void;
  /** What is wrong with a field, in words. */
  readonly issue: (field: string) => string | undefined;
};
