const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The wall clock that a DATE or TIMESTAMP shows. The driver hands it out as a Date of this machine’s zone, which is read
 * back here. Where that zone’s clocks were put forward, an hour does not exist, and the driver moves it on: such a text
 * says that it may be meant. A machine that runs in UTC has no such hour.
 */
export function localText(value: Date): string {
  const shown = textOf(value);
  const missing = missingBefore(value);
  return missing === undefined ? shown : `${shown} (or ${textOf(value, missing)})`;
}

/** How far an hour that was left out before it, and that it may stand for, lies back, in ms. */
function missingBefore(value: Date): number | undefined {
  const before = new Date(value.getTime() - DAY_MS);
  const gapMs = (before.getTimezoneOffset() - value.getTimezoneOffset()) * MINUTE_MS;
  if (gapMs <= 0) return undefined;
  const earlier = new Date(
    value.getFullYear(),
    value.getMonth(),
    value.getDate(),
    value.getHours(),
    value.getMinutes() - gapMs / MINUTE_MS,
    value.getSeconds(),
    value.getMilliseconds(),
  );
  return earlier.getTime() === value.getTime() ? gapMs : undefined;
}

function textOf(value: Date, backMs = 0): string {
  const clock = new Date(
    Date.UTC(
      2000,
      value.getMonth(),
      value.getDate(),
      value.getHours(),
      value.getMinutes(),
      value.getSeconds(),
      value.getMilliseconds(),
    ) - backMs,
  );
  // `Date.UTC` takes the years 0 to 99 for those of the last century.
  clock.setUTCFullYear(value.getFullYear());
  return clock.toISOString().slice(0, 23).replace('T', ' ').replace('.000', '');
}
