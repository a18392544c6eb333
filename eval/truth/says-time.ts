import { localDate } from '../plant/site-time.ts';

/** Whether a text names an instant to the minute: `14:32`, `14.32`, in the site's zone. */
export function saysTime(text: string, at: number): boolean {
  const local = localDate(at);
  const [hour, minute] = [two(local.getUTCHours()), two(local.getUTCMinutes())];
  return new RegExp(String.raw`(?<!\d)${hour}[:.]${minute}(?!\d)`, 'u').test(text);
}

export function two(value: number): string {
  return String(value).padStart(2, '0');
}
