import { isAllowedEntry } from '../../access/index.ts';
import type { Question } from '../question.ts';
import type { Offer, Offered } from '../../replies/index.ts';

/** Everything this person may send, and nothing else. */
export function allowedOffer({ knowledge, rights }: Pick<Question, 'knowledge' | 'rights'>): Offer {
  const groups: Offered[] = [];
  const triggers: Offered[] = [];
  let exampleTag: string | undefined;
  let exampleTrigger: string | undefined;
  for (const entry of knowledge.catalogue.byKey.values()) {
    if (!isAllowedEntry(entry, rights)) continue;
    const { name, description } = entry.item;
    (entry.kind === 'group' ? groups : triggers).push({ name, description });
    if (entry.kind === 'group') continue;
    const { dataSourceId, firstTag } = entry.item;
    if (firstTag !== undefined) exampleTrigger ??= name;
    if (exampleTag === undefined && dataSourceId !== null && rights.mayUseSource(dataSourceId))
      exampleTag = firstTag;
  }
  return {
    groups,
    triggers,
    aiPrefixes: knowledge.aiTriggers.filter(({ enabled }) => enabled),
    exampleTag,
    exampleTrigger,
  };
}
