import type { listSettings } from '../settings/index.ts';
import type { Report } from './create-report.ts';

const NAME = 'audit.retentionDays';
const DAY_MS = 86_400_000;
const LONGEST_DAYS = 3_650;
/** What is brought today is not to go tomorrow. */
const MORE_DAYS = 90;

export type RetentionPlan = {
  /** To be written, so that what is brought stays. */
  readonly days: number | undefined;
  /** Entries before this would be removed within the hour, and are left out. */
  readonly keptFrom: Date;
};

/**
 * How long the log is kept from now on. The predecessor kept it for ever; here entries go after a time, so that time is
 * made long enough for its oldest one, unless somebody has chosen it.
 */
export function planRetention(
  settings: Awaited<ReturnType<typeof listSettings>>,
  oldest: Date | null,
  now: Date,
  report: Report,
): RetentionPlan {
  const setting = settings.find(({ name }) => name === NAME);
  const present = Number(setting?.value ?? 0);
  const isChosen = (setting?.updatedAt ?? null) !== null;
  const needed = oldest ? Math.ceil((now.getTime() - oldest.getTime()) / DAY_MS) + MORE_DAYS : 0;
  const isTooShort = needed - MORE_DAYS > present;
  const days = isTooShort && !isChosen ? Math.min(needed, LONGEST_DAYS) : undefined;
  if (days !== undefined) {
    report.note(
      `The audit log is kept for ${days} days from now on (${NAME}), so that the predecessor's entries stay; it kept them for ever.`,
    );
  }
  if (isTooShort && isChosen) {
    report.note(
      `Entries of its audit log older than ${present} days are left out, since ${NAME} would remove them within the hour. Set it higher and import again to have them.`,
    );
  }
  return { days, keptFrom: new Date(now.getTime() - (days ?? present) * DAY_MS) };
}
