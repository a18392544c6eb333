import type { EventFrame, Plant, Severity } from '../plant/index.ts';
import type { Instant } from '../time/instant.ts';
import { parseTime, parseTimeRange } from '../time/parse-time.ts';
import { apiError } from './errors.ts';
import { choiceOf, choicesOf, optionalFlagOf, textOf, type Query } from './query.ts';
import { parseSearchQuery, type SearchFilter } from './search-query.ts';
import { wildcard } from './wildcard.ts';

/** How the times of a search and of event frames are compared; names from the AF SDK. */
export const SEARCH_MODES = [
  'Overlapped',
  'Inclusive',
  'StartInclusive',
  'EndInclusive',
  'BackwardFromStartTime',
  'BackwardFromEndTime',
  'ForwardFromStartTime',
  'ForwardFromEndTime',
  'BackwardInProgress',
  'ForwardInProgress',
  'None',
] as const;
type SearchMode = (typeof SEARCH_MODES)[number];

const SEVERITIES: readonly Severity[] = [
  'None',
  'Information',
  'Warning',
  'Minor',
  'Major',
  'Critical',
];

/** Event frames of a search, and whether their order is already given by the search mode. */
export type FoundEventFrames = {
  readonly frames: readonly EventFrame[];
  readonly isOrdered: boolean;
};

/**
 * Event frames that a list call asks for. The Backward… and Forward… modes walk away from `startTime`
 * and allow neither `endTime` nor sorting (400).
 */
export function listEventFrames(plant: Plant, query: Query): FoundEventFrames {
  const mode = choiceOf(query, 'searchMode', SEARCH_MODES, 'Overlapped');
  const isWanted = eventFrameTest(plant, query);
  const all = plant.eventFrames.list().filter(isWanted);
  const context = { now: plant.now(), timeZone: plant.timeZone };
  const startText = textOf(query, 'startTime') ?? '*-8h';
  if (/^(?:Back|For)ward/.test(mode)) {
    const forbidden = ['endTime', 'sortField', 'sortOrder'].find(
      (name) => textOf(query, name) !== undefined,
    );
    if (forbidden !== undefined) {
      throw apiError(
        400,
        `Parameter '${forbidden}' cannot be specified with the search mode '${mode}'.`,
      );
    }
    return { frames: walkFrom(all, mode, parseTime(startText, context)), isOrdered: true };
  }
  const { start, end } = parseTimeRange(startText, textOf(query, 'endTime') ?? '*', context);
  if (end < start)
    throw apiError(400, "The 'endTime' must be greater than or equal to the 'startTime'.");
  return { frames: all.filter((frame) => liesIn(frame, mode, start, end)), isOrdered: false };
}

/** Event frames of an AF search: `Name:=*trip* Template:=… Start:>*-30d InProgress:=true`. */
export function searchEventFrames(plant: Plant, text: string): readonly EventFrame[] {
  const rows = parseSearchQuery(text, 'Name').map((filters) =>
    filters.map((filter) => searchTest(plant, filter)),
  );
  const all = plant.eventFrames.list();
  if (rows.length === 0) return all;
  return all.filter((frame) => rows.some((tests) => tests.every((test) => test(frame))));
}

function liesIn({ start, end }: EventFrame, mode: SearchMode, from: Instant, to: Instant): boolean {
  switch (mode) {
    case 'Overlapped':
      return start <= to && end >= from;
    case 'Inclusive':
      return start >= from && end <= to;
    case 'StartInclusive':
      return start >= from && start <= to;
    case 'EndInclusive':
      return end >= from && end <= to;
    default:
      return true;
  }
}

function walkFrom(
  all: readonly EventFrame[],
  mode: SearchMode,
  from: Instant,
): readonly EventFrame[] {
  const byStart = (a: EventFrame, b: EventFrame) => a.start - b.start;
  const byEnd = (a: EventFrame, b: EventFrame) => (a.end === b.end ? 0 : a.end - b.end);
  const isOpen = ({ end }: EventFrame) => end === Infinity;
  switch (mode) {
    case 'BackwardFromStartTime':
      return all.filter(({ start }) => start <= from).toSorted((a, b) => byStart(b, a));
    case 'BackwardFromEndTime':
      return all.filter(({ end }) => end <= from).toSorted((a, b) => byEnd(b, a));
    case 'ForwardFromStartTime':
      return all.filter(({ start }) => start >= from).toSorted(byStart);
    case 'ForwardFromEndTime':
      return all.filter(({ end }) => end >= from).toSorted(byEnd);
    case 'BackwardInProgress':
      return all
        .filter((frame) => isOpen(frame) && frame.start <= from)
        .toSorted((a, b) => byStart(b, a));
    default:
      return all.filter((frame) => isOpen(frame) && frame.start >= from).toSorted(byStart);
  }
}

function eventFrameTest(plant: Plant, query: Query): (frame: EventFrame) => boolean {
  const matchesName = wildcard(textOf(query, 'nameFilter') ?? '*');
  const elementName = textOf(query, 'referencedElementNameFilter');
  const matchesElement = wildcard(elementName ?? '*');
  const elementTemplate = textOf(query, 'referencedElementTemplateName')?.toLowerCase();
  const template = textOf(query, 'templateName')?.toLowerCase();
  const category = textOf(query, 'categoryName')?.toLowerCase();
  const severities = new Set(choicesOf(query, 'severity', SEVERITIES, SEVERITIES));
  const isAcknowledged = optionalFlagOf(query, 'isAcknowledged');
  const canBeAcknowledged = optionalFlagOf(query, 'canBeAcknowledged');
  return (frame) => {
    const elements = frame.elementIds.flatMap((id) => plant.elements.findById(id) ?? []);
    return (
      matchesName(frame.name) &&
      severities.has(frame.severity) &&
      (template === undefined || frame.templateName.toLowerCase() === template) &&
      (category === undefined ||
        frame.categoryNames.some((name) => name.toLowerCase() === category)) &&
      (isAcknowledged === undefined || frame.isAcknowledged === isAcknowledged) &&
      (canBeAcknowledged === undefined || frame.canBeAcknowledged === canBeAcknowledged) &&
      (elementName === undefined || elements.some(({ name }) => matchesElement(name))) &&
      (elementTemplate === undefined ||
        elements.some(({ templateName }) => templateName.toLowerCase() === elementTemplate))
    );
  };
}

function searchTest(
  plant: Plant,
  { name, operator, value }: SearchFilter,
): (frame: EventFrame) => boolean {
  const key = name.toLowerCase();
  if (key === 'start' || key === 'end') {
    const at = parseTime(value, { now: plant.now(), timeZone: plant.timeZone });
    return (frame) => {
      const actual = key === 'start' ? frame.start : frame.end;
      if (operator === '=') return actual === at;
      if (operator === '<>') return actual !== at;
      if (operator === '<' || operator === '<=')
        return actual < at || (operator === '<=' && actual === at);
      return actual > at || (operator === '>=' && actual === at);
    };
  }
  const matches = wildcard(value);
  const read = textsOf(plant, key, name);
  return (frame) => read(frame).some(matches) === (operator !== '<>');
}

function textsOf(
  plant: Plant,
  key: string,
  name: string,
): (frame: EventFrame) => readonly string[] {
  switch (key) {
    case 'name':
      return (frame) => [frame.name];
    case 'template':
      return (frame) => [frame.templateName];
    case 'category':
      return (frame) => frame.categoryNames;
    case 'severity':
      return (frame) => [frame.severity];
    case 'inprogress':
      return (frame) => [String(frame.end === Infinity)];
    case 'isacknowledged':
      return (frame) => [String(frame.isAcknowledged)];
    case 'element':
    case 'elementname':
      return (frame) => frame.elementIds.flatMap((id) => plant.elements.findById(id)?.name ?? []);
    default:
      throw apiError(400, `The search filter '${name}' is not supported.`);
  }
}
