import { formatListTime, isOnOneDay } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';

/** `11:04`, with its day when that is not today. The zone is said once in the reply. */
export function shortTime(iso: string, context: ReplyContext): string {
  const isToday = isOnOneDay(iso, context.now.toISOString(), context.timeZone);
  return formatListTime(iso, context, 'minute', !isToday);
}
