import type { PlantEvent } from '#sdk';
import {
  durationText,
  plainText,
  type ReplyContext,
  type ReplyLine,
  say,
  shortTime,
} from '../../../replies/index.ts';
import { siteTime } from '../site-time.ts';
import type { ToolAsking } from '../tool.ts';
import { durationFact } from './span-facts.ts';

/** What an attribute is called that says why; languages of plants differ. */
const CAUSE = /cause|reason|sebab|alasan/i;

/** `12 Nov 01:40  Unit 2 Mill D Trip, 1 h 30 min – Feeder blocked`. */
export function eventLine(source: string, event: PlantEvent, context: ReplyContext): ReplyLine {
  const { language, now } = context;
  const end = event.end ?? now.toISOString();
  const lastedMs = Math.max(0, Date.parse(end) - Date.parse(event.start));
  const duration = durationText(lastedMs, language);
  const cause = causeOf(event);
  const told = {
    time: shortTime(event.start, context),
    name: plainText(event.name, 80),
    lasted: event.end === null ? say(language, 'eventRuns', { duration }) : duration,
  };
  const noted = cause === undefined ? '' : ` – ${plainText(cause, 120)}`;
  const span = { start: event.start, end };
  return {
    text: `${say(language, 'eventLine', told)}${noted}`,
    facts: [durationFact(source, event.name, lastedMs, span)],
  };
}

/** The cause that was noted with an event, in the source's own words. */
export function causeOf({ attributes = [], description }: PlantEvent): string | undefined {
  const cause = attributes.find(({ name, value }) => CAUSE.test(name) && value !== null);
  const text = String(cause?.value ?? description ?? '').trim();
  return text === '' ? undefined : text;
}

export function eventData(event: PlantEvent, { timeZone, now }: ToolAsking) {
  const endMs = event.end === null ? now.getTime() : Date.parse(event.end);
  return {
    name: event.name,
    kind: event.template,
    severity: event.severity ?? null,
    elements: event.elements,
    start: siteTime(event.start, timeZone),
    end: event.end === null ? null : siteTime(event.end, timeZone),
    seconds: (endMs - Date.parse(event.start)) / 1_000,
    stillRunning: event.end === null,
    acknowledged: event.acknowledged ?? null,
    notedCause: causeOf(event) ?? null,
    attributes: event.attributes ?? [],
  };
}
