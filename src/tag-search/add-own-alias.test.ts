import { describe, expect, test } from 'vitest';
import type { DataSource, TagInfo } from '#sdk';
import { createSegment, findInSegments } from '#sdk/tag-index';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { questionOf, sourcesOf } from '../../tests/support/question.ts';
import { insertContact } from '../chat/index.ts';
import { insertDataSource } from '../data-sources/index.ts';
import { addOwnAlias } from './add-own-alias.ts';
import { listTagAliases } from './tag-aliases.repository.ts';

const NOW = new Date('2026-11-20T07:32:05.000Z');
const FILLED_AFTER_MS = 120;
const LOAD: TagInfo = {
  name: 'U1_LOAD_NET',
  description: 'Unit 1 net load',
  unit: 'MW',
  valueType: 'number',
  step: false,
  displayDigits: 1,
  future: false,
};

/** A source that has just been started: its tags are known a moment later. */
function justStarted(): DataSource {
  const full = [createSegment([LOAD])];
  let isFilled = false;
  setTimeout(() => (isFilled = true), FILLED_AFTER_MS);
  return {
    check: async () => [],
    findTag: (name) => (isFilled ? findInSegments(full, name) : undefined),
    tagIndexStatus: () => ({ tags: isFilled ? 1 : 0, complete: isFilled, refreshedAt: null }),
    close: async () => {},
  };
}

describe.each(ENGINES)('a name of one’s own for a tag on %s', (engine) => {
  async function give(tag: string) {
    const db = await freshDatabase(engine);
    const contact = await db.write(async (tx) => {
      await insertDataSource(tx, { id: 'pi', name: 'pi', plugin: 'sqlite', config: {} }, NOW);
      return await insertContact(tx, { phone: '+6281200000001' }, NOW);
    });
    const sources = await sourcesOf({ pi: justStarted() });
    const asking = questionOf('', sources, { grants: { groupIds: [], sourceIds: ['pi'] } });
    const command = { alias: 'net load', tag };
    const own = { ...asking, contactId: contact.id };
    const added = await addOwnAlias(command, own, { db, clock: () => NOW });
    return { added, kept: await listTagAliases(db.read) };
  }

  test('is taken right after a start, when the tags are only being read', async () => {
    const { added, kept } = await give('u1_load_net');
    expect(added).toEqual({ kind: 'added', alias: 'net load', tag: 'U1_LOAD_NET' });
    expect(kept).toMatchObject([{ alias: 'net load', tag: 'U1_LOAD_NET' }]);
  });

  test('is not taken for a tag that is not there', async () => {
    const { added, kept } = await give('U9_NO_SUCH_TAG');
    expect(added).toEqual({ kind: 'tag_not_found', tag: 'U9_NO_SUCH_TAG' });
    expect(kept).toEqual([]);
  });
});
