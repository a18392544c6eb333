import { Temporal } from 'temporal-polyfill';

/** What a list is narrowed to: from the first instant to, and without, the second. */
export type InstantSpan = { readonly from: Date | undefined; readonly to: Date | undefined };

/**
 * The instants that `from` and `to` of a list mean. A day is meant whole, at the site: clocks that are put forward or
 * back make it shorter or longer.
 *
 * @param asked each a day (`2026-11-27`) or an instant (ISO 8601), `to` an instant that is no longer meant
 * @param timeZone the site's IANA zone
 */
export function spanOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
): InstantSpan {
  return { from: beginOf(from, 0, timeZone), to: beginOf(to, 1, timeZone) };
}

function beginOf(text: string | undefined, daysLater: number, timeZone: string): Date | undefined {
  if (text === undefined) return undefined;
  if (text.includes('T')) return new Date(text);
  const day = Temporal.PlainDate.from(text).add({ days: daysLater });
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
}
