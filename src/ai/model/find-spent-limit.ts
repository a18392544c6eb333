import type { Reader } from '../../db/index.ts';
import type { Settings } from '../../settings/index.ts';
import { sumModelUsage } from '../ai-answers-usage.repository.ts';
import { startOfDay } from '../start-of-day.ts';

/** The setting whose limit is used up for today, if one is: nothing more is spent then. */
export async function findSpentLimit(
  db: Reader,
  settings: Pick<Settings, 'get'>,
  {
    now,
    timeZone,
    contactId,
  }: { readonly now: Date; readonly timeZone: string; readonly contactId: string | undefined },
): Promise<string | undefined> {
  const since = startOfDay(now, timeZone);
  const all = await sumModelUsage(db, since);
  if (all.tokens >= settings.get('ai.tokensPerDay')) return 'ai.tokensPerDay';
  if (all.usd >= settings.get('ai.usdPerDay') && all.usd > 0) return 'ai.usdPerDay';
  if (contactId === undefined) return undefined;
  const own = await sumModelUsage(db, since, contactId);
  if (own.tokens >= settings.get('ai.tokensPerContactDay')) return 'ai.tokensPerContactDay';
  return own.usd >= settings.get('ai.usdPerContactDay') && own.usd > 0
    ? 'ai.usdPerContactDay'
    : undefined;
}
