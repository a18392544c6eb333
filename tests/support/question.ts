import { z } from 'zod';
import { defineDataSource, type DataSource } from '#sdk';
import { decideAccess } from '../../src/access/index.ts';
import { buildCatalogue } from '../../src/grammar/index.ts';
import type { Question } from '../../src/bot/question.ts';
import { createSources, type Sources } from '../../src/data-sources/index.ts';
import type { Grants } from '../../src/chat/index.ts';
import { createLog } from '../../src/lib/log.ts';
import type { LoadedGroup, LoadedTrigger, TriggerConfig } from '../../src/triggers/index.ts';

export const QUESTION_NOW = new Date('2026-11-20T07:32:05.000Z');

/** Open sources, by id, with these connections. */
export async function sourcesOf(
  connections: Readonly<Record<string, DataSource>>,
  now = QUESTION_NOW,
  nameOf = (id: string) => `Source ${id}`,
): Promise<Sources> {
  const ids = Object.keys(connections);
  const plugins = ids.map((id) =>
    defineDataSource({
      kind: id,
      title: id,
      capabilities: ['search', 'read', 'history', 'summary', 'query'],
      config: z.object({}),
      connect: async () => connections[id] as DataSource,
    }),
  );
  const sources = createSources(plugins, {
    log: createLog('silent'),
    clock: () => now,
    timeZone: 'Asia/Jakarta',
  });
  await sources.apply(ids.map((id) => ({ id, name: nameOf(id), plugin: id, config: {} })));
  return sources;
}

/** A trigger as it is once loaded. */
export function loadedTrigger(
  name: string,
  dataSourceId: string | null,
  config: TriggerConfig,
): LoadedTrigger {
  return {
    id: name,
    name,
    dataSourceId,
    description: config.description,
    firstTag: 'tags' in config ? config.tags[0] : undefined,
    runnable: () => ({ id: name, name, dataSourceId, config }),
  };
}

type About = Partial<Pick<Question, 'pending' | 'signal' | 'contact'>> & {
  readonly grants?: Grants;
  readonly triggers?: readonly LoadedTrigger[];
  readonly groups?: readonly LoadedGroup[];
};

/** A question of an approved contact, who may ask everything unless granted less. */
export function questionOf(
  text: string,
  sources: Sources,
  { grants = { all: true }, triggers = [], groups = [], ...about }: About = {},
): Question {
  const groupsOf = (triggerId: string) =>
    groups.filter(({ members }) => members.some(({ id }) => id === triggerId)).map(({ id }) => id);
  const access = decideAccess({ status: 'approved', grants }, 'approval', groupsOf);
  if (access.may !== 'ask') throw new Error('an approved contact may ask');
  const sender = '+62811';
  return {
    text,
    message: {
      id: 'm1',
      chat: sender,
      sender,
      text,
      mentionsBot: false,
      sentAt: QUESTION_NOW,
    },
    contact: {
      id: 'c1',
      name: 'Someone',
      phone: sender,
      status: 'approved',
      language: null,
      grants,
      createdAt: QUESTION_NOW,
      updatedAt: QUESTION_NOW,
    },
    rights: access.rights,
    knowledge: { catalogue: buildCatalogue(groups, triggers), groupsOf, aiTriggers: [] },
    sources,
    now: QUESTION_NOW,
    timeZone: 'Asia/Jakarta',
    defaultLanguage: 'en',
    pending: undefined,
    signal: new AbortController().signal,
    ...about,
  };
}
