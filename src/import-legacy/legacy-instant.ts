import { localTimeReader } from '#sdk/series';

const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
/** More than this is no count of seconds. */
const MILLISECONDS_FROM = 1e11;

/**
 * An instant in either of the predecessor's forms, `YYYY-MM-DD HH:MM:SS` and ISO 8601, both UTC, or as a number of
 * seconds or milliseconds; null for anything else.
 */
export function legacyInstant(stored: string | number | null | undefined): Date | null {
  if (typeof stored === 'number') {
    return sensible(stored < MILLISECONDS_FROM ? stored * 1000 : stored);
  }
  const text = stored?.trim() ?? '';
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/u.test(text)) {
    return sensible(Date.parse(`${text.replace(' ', 'T')}Z`));
  }
  const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/u.test(text);
  return isIso ? sensible(Date.parse(text)) : null;
}

/**
 * A log-in's time: 19 characters are UTC, but 23 (`…SS.sss`) are the clock of the machine it ran on.
 *
 * @param timeZone that machine's, as an IANA name
 */
export function createReadLastLogin(timeZone: string): (
  stored: string | number | null | undefined,
) => {
  readonly at: Date | null;
  readonly isLocal: boolean;
} {
  const toMs = localTimeReader(timeZone);
  return (stored) => {
    const text = typeof stored === 'string' ? stored.trim() : '';
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/u.test(text)) {
      return { at: legacyInstant(stored), isLocal: false };
    }
    return { at: sensible(toMsOrNot(toMs, text)), isLocal: true };
  };
}

/** A day or an hour that no calendar has is no time. */
function toMsOrNot(toMs: (text: string) => number | undefined, text: string): number {
  try {
    return toMs(text) ?? Number.NaN;
  } catch (error) {
    if (error instanceof RangeError) return Number.NaN;
    throw error;
  }
}

function sensible(ms: number): Date | null {
  return ms >= EARLIEST_MS && ms < LATEST_MS ? new Date(ms) : null;
}
