import type { Clock } from '#sdk';
import { ALL_RIGHTS } from '../access/index.ts';
import type { ToolAsking } from '../ai/index.ts';
import type { Sources } from '../data-sources/index.ts';
import { type Settings, readShifts } from '../settings/index.ts';
import type { Language } from '../triggers/index.ts';
import type { KnowledgeBase } from './knowledge.ts';

export interface AskingForDeps {
  readonly sources: Sources;
  readonly knowledge: Pick<KnowledgeBase, 'current'>;
  readonly settings: Pick<Settings, 'get'>;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly language: Language;
}

/**
 * Asks tools for a user of the page or an API token: as the page does, every source, trigger and group, as they are
 * set up now. A contact's own rights, such as queries of its own, are nobody else's.
 */
export function createAskingFor(deps: AskingForDeps) {
  const { sources, knowledge, settings, clock, timeZone, language } = deps;
  return async (signal: AbortSignal): Promise<ToolAsking> => {
    const { catalogue } = await knowledge.current();
    return {
      sources,
      rights: ALL_RIGHTS,
      now: clock(),
      timeZone,
      language,
      signal,
      named: [...catalogue.byKey.values()],
      contact: null,
      shifts: readShifts(settings.get('site.shifts')),
    };
  };
}
