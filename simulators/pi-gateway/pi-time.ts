const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The little of PI's time grammar that the gateway's callers use: `*`, `*-1h`, `*-0.3333333333333333h` and `17/Sep/2025`.
 *
 * @returns ms since 1970 UTC; undefined when it is something else. A date is taken in UTC.
 */
export function parsePiTime(text: string, nowMs: number): number | undefined {
  const [, digits = '', unit = ''] = /^\*(?:-(\d+(?:\.\d+)?)([smhd]))?$/i.exec(text) ?? [];
  if (text.startsWith('*')) {
    const backMs = Number(digits) * (UNIT_MS[unit.toLowerCase()] ?? 0);
    if (digits !== '') return Math.round(nowMs - backMs);
    return text === '*' ? nowMs : undefined;
  }
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/([a-z]{3})\/(\d{4})$/i.exec(text) ?? [];
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  return monthIndex < 0 ? undefined : Date.UTC(Number(year), monthIndex, Number(day));
}

/** `1s`, `30s`, `5m`, `1h`, `1d` in ms; undefined when it is something else. */
export function parseInterval(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d+)([smhd])$/i.exec(text) ?? [];
  const ms = Number(digits) * (UNIT_MS[unit.toLowerCase()] ?? 0);
  return ms > 0 ? ms : undefined;
}

/** `YYYY-MM-DD HH:MM:SS` on the wall clock of a zone, without saying which. */
export function localTimeText(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return parts.format(atMs);
}
