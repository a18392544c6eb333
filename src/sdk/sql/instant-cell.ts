const WITH_OFFSET =
  /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(\.\d{1,9})? ?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)$/;
const HOURS_END = 'YYYY-MM-DD HH'.length;
const SECONDS_END = 'YYYY-MM-DD HH:MM:SS'.length;

/** The hour of the text before, since rows come in order of time. */
let last = { hour: '', offset: '', utcHour: '' };

/**
 * An instant that a database wrote with its offset, such as `2026-11-28 07:00:00.5+07`, as ISO 8601 UTC with `Z`; no
 * digit of its seconds is lost. Anything else, such as `infinity` or a year BC, stays as it is.
 */
export function instantCell(text: string): string {
  const offsetAt = offsetStart(text);
  const hour = text.slice(0, HOURS_END);
  const offset = text.slice(offsetAt);
  if (offsetAt >= SECONDS_END && hour === last.hour && offset === last.offset && isClock(text)) {
    return `${last.utcHour}${text.slice(HOURS_END, SECONDS_END)}${fractionOf(text.slice(SECONDS_END, offsetAt))}Z`;
  }
  return readInstant(text);
}

function readInstant(text: string): string {
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
  // What no calendar has, such as a month 00, would otherwise become another day.
  const isRead = new Date(wallMs)
    .toISOString()
    .startsWith(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
  if (!isRead) return text;
  const shiftMs = offsetMs(offset);
  const utc = new Date(wallMs - shiftMs).toISOString();
  if (shiftMs % 3_600_000 === 0 && text.endsWith(offset)) {
    last = { hour: text.slice(0, HOURS_END), offset, utcHour: utc.slice(0, HOURS_END) };
  }
  return `${utc.slice(0, SECONDS_END)}${fractionOf(fraction)}Z`;
}

/** Where the offset begins: at its sign, or at the Z. */
function offsetStart(text: string): number {
  for (let i = SECONDS_END; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 43 || code === 45 || code === 90) return i;
  }
  return -1;
}

/** Whether minutes, seconds and their fraction are such, behind an hour that was read before. */
function isClock(text: string): boolean {
  return /^:[0-5]\d:[0-5]\d(?:\.\d{1,9})?[Z+-]/.test(text.slice(HOURS_END));
}

function fractionOf(fraction: string): string {
  return fraction === '' ? '' : fraction.replace(/\.?0+$/, '');
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = (offset.match(/\d\d/g) ?? []).map(Number);
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return offset.startsWith('-') ? -size : size;
}
