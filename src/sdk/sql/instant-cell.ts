const WITH_OFFSET =
  /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(\.\d{1,9})? ?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)$/;

/**
 * An instant that a database wrote with its offset, such as `2026-11-28 07:00:00.5+07`, as ISO 8601 UTC with `Z`; no
 * digit of its seconds is lost. Anything else, such as `infinity` or a year BC, stays as it is.
 */
export function instantCell(text: string): string {
  const match = WITH_OFFSET.exec(text);
  if (!match) return text;
  const [, year, month, day, hour, minute, second, fraction = '', offset = 'Z'] = match;
  const wallMs = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const instant = new Date(wallMs - offsetMs(offset));
  // What no calendar has, such as a month 00, would otherwise become another day.
  const isRead = new Date(wallMs).toISOString().startsWith(`${year}-${month}-${day}T${hour}:`);
  if (!isRead) return text;
  return `${instant.toISOString().slice(0, 19)}${fraction.replace(/\.?0+$/, '')}Z`;
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = (offset.match(/\d\d/g) ?? []).map(Number);
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return offset.startsWith('-') ? -size : size;
}
