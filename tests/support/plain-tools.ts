import type { DataSource } from '#sdk';
import { decideAccess, isAllowedEntry } from '../../src/access/index.ts';
import { createTools, runTool, type ToolAsking } from '../../src/ai/tools/index.ts';
import type { RanTool } from '../../src/ai/tools/index.ts';
import type { Grants } from '../../src/chat/index.ts';
import type { Sources } from '../../src/data-sources/index.ts';
import type { Db } from '../../src/db/index.ts';
import { buildCatalogue } from '../../src/grammar/index.ts';
import { createTagFinder } from '../../src/tag-search/index.ts';
import type { LoadedGroup, LoadedTrigger } from '../../src/triggers/index.ts';
import { sourcesOf } from './question.ts';

export interface Asks {
  readonly grants?: Grants;
  /** Another assistant asks, with an API token. */
  readonly isToken?: boolean;
  readonly language?: 'en' | 'id';
  readonly triggers?: readonly LoadedTrigger[];
  readonly groups?: readonly LoadedGroup[];
  readonly signal?: AbortSignal;
  readonly now?: Date;
}

/** These connections as open sources, by id; each is called as its id. */
export async function openSources(
  connections: Readonly<Record<string, DataSource>>,
  now: Date,
): Promise<Sources> {
  return await sourcesOf(connections, now, (id) => id);
}

/** Somebody who asks tools: everything unless granted less. */
export function askingOf(sources: Sources, now: Date, asks: Asks = {}): ToolAsking {
  const { grants = { all: true }, triggers = [], groups = [], language = 'en' } = asks;
  const groupsOf = (id: string) =>
    groups.filter(({ members }) => members.some((one) => one.id === id)).map((one) => one.id);
  const access = decideAccess({ status: 'approved', grants }, 'approval', groupsOf);
  if (access.may !== 'ask') throw new Error('an approved contact may ask');
  const { rights } = access;
  const entries = [...buildCatalogue(groups, triggers).byKey.values()];
  return {
    sources,
    rights,
    now: asks.now ?? now,
    timeZone: 'Asia/Jakarta',
    signal: asks.signal ?? AbortSignal.timeout(30_000),
    language,
    named: entries.filter((entry) => isAllowedEntry(entry, rights)),
    contact: asks.isToken ? null : { id: 'c1', grants },
    shifts: [],
  };
}

/** Every tool, ready to be run by name. */
export function toolsOn(db: Db, sources: Sources, now: Date) {
  const tools = createTools({ db, tagFinder: createTagFinder({ db }) });
  return {
    tools,
    run: async (
      tool: string,
      input: Readonly<Record<string, unknown>>,
      asks: Asks = {},
    ): Promise<RanTool> => await runTool(tools, { tool, input }, askingOf(sources, now, asks)),
  };
}
