import type { TagInfo } from '#sdk';
import { type Source } from '../../../data-sources/index.ts';
import type { TagAsking } from '../../../tag-search/index.ts';
import { type ToolAsking, allowedSources } from '../../tools/index.ts';

/** A tag that was found, and how a tool is told which source's it is. */
export interface PlantTag extends TagInfo {
  readonly sourceId: string;
  readonly sourceName: string;
  /** Whether more than one source that may be asked has a tag of this name. */
  readonly isInSeveral: boolean;
}

/** The exact tag of a name, in the sources that may be asked. */
export function findNamedTag(name: string, asking: ToolAsking): PlantTag | undefined {
  for (const source of allowedSources(asking)) {
    const tag = source.connection.findTag?.(name);
    if (tag) return toPlantTag(tag, source, asking);
  }
  return undefined;
}

export function toPlantTag(tag: TagInfo, source: Source, asking: ToolAsking): PlantTag {
  const having = allowedSources(asking).filter(({ connection }) => connection.findTag?.(tag.name));
  return { ...tag, sourceId: source.id, sourceName: source.name, isInSeveral: having.length > 1 };
}

/** As whom the finder of tags is asked. */
export function toTagAsking(asking: ToolAsking): TagAsking {
  const { sources, rights, signal, named, contact } = asking;
  return { sources, rights, signal, named, contactId: contact?.id ?? null };
}
