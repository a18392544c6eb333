import type { Clock } from '#sdk';
import type { Asking } from '../access/index.ts';
import type { Db } from '../db/index.ts';
import { awaitTagIndex } from './await-tag-index.ts';
import { findExact } from './rank-tags.ts';
import type { AliasCommand } from './parse-alias.ts';
import { AliasText } from './tag-aliases.schema.ts';
import { replaceOwnAlias } from './tag-aliases.repository.ts';

export type AddedAlias =
  | { readonly kind: 'added'; readonly alias: string; readonly tag: string }
  /** The alias is too short, too long or without a letter. */
  | { readonly kind: 'unfit' }
  /** No source the person may use has it. */
  | { readonly kind: 'tag_not_found'; readonly tag: string };

/** Gives a tag another name for one contact, in place of what they called so before. */
export async function addOwnAlias(
  { alias, tag: named }: AliasCommand,
  asking: Pick<Asking, 'sources' | 'rights' | 'signal'> & { readonly contactId: string },
  { db, clock }: { readonly db: Db; readonly clock: Clock },
): Promise<AddedAlias> {
  const text = AliasText.safeParse(alias);
  if (!text.success) return { kind: 'unfit' };
  await awaitTagIndex(asking);
  const [found] = findExact(named, asking);
  if (!found) return { kind: 'tag_not_found', tag: named };
  const { name: tag } = found.tag;
  const own = { alias: text.data, dataSourceId: found.source.id, tag, contactId: asking.contactId };
  await db.write(async (tx) => await replaceOwnAlias(tx, own, clock()));
  return { kind: 'added', alias: text.data, tag };
}
