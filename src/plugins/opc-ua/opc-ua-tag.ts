import type { TagInfo } from '#sdk';

/** A variable of the server as a tag. */
export interface OpcUaTag {
  readonly tag: TagInfo;
  readonly nodeId: string;
  /** Names of what its numbers, or its true and false, stand for. */
  readonly states?: ReadonlyMap<number, string>;
}

/** A variable whose properties are not known yet. */
export type NamedNode = { readonly name: string; readonly nodeId: string };
