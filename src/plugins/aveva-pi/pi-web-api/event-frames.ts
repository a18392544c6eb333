import { AppError } from '#sdk';
import { toElement } from './directory.ts';
import type { ManyReader, PiOutcome, RequestOptions } from './get-many.ts';
import { isJsonObject, itemsOf, textField } from './json.ts';
import { lookupsOf } from './multiple.ts';
import { piBadAnswer } from './pi.errors.ts';
import type { PiTimedValue } from './series.ts';
import { pathWith, pathsWithList, selectFields } from './urls.ts';

/** An AF event frame as PI Web API describes it; its times are as they were sent. */
export type PiEventFrame = {
  readonly webId: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly templateName: string;
  readonly categoryNames: readonly string[];
  readonly severity: string;
  readonly startTime: string;
  /** In the year 9999 while it lasts. */
  readonly endTime: string;
  readonly canBeAcknowledged: boolean;
  readonly isAcknowledged: boolean;
  readonly elementWebIds: readonly string[];
};

export type PiEventFramePage = {
  readonly frames: readonly PiEventFrame[];
  /** Whether the server says that more follow, however few came. */
  readonly hasNext: boolean;
};

export type EventFrameQuery = {
  /** Event frames that overlap from here … */
  readonly startTime: string;
  /** … to here. */
  readonly endTime: string;
  readonly startIndex: number;
  readonly maxCount: number;
};

/** An attribute of an event frame with its value, of which nothing has been checked. */
export type PiNamedValue = { readonly name: string; readonly timed: PiTimedValue };

const FIELDS = [
  'WebId',
  'Id',
  'Name',
  'Description',
  'TemplateName',
  'CategoryNames',
  'Severity',
  'StartTime',
  'EndTime',
  'CanBeAcknowledged',
  'IsAcknowledged',
  'RefElementWebIds',
];
const TIMED = ['Timestamp', 'Value', 'UnitsAbbreviation', 'Good', 'Questionable', 'Substituted'];

/** A page of the event frames of an AF database, newest beginning first; parts of others are not among them. */
export function eventFramesPath(databaseWebId: string, query: EventFrameQuery): string {
  return pathWith(`/assetdatabases/${encodeURIComponent(databaseWebId)}/eventframes`, {
    searchMode: 'Overlapped',
    sortField: 'StartTime',
    sortOrder: 'Descending',
    ...query,
    webIdType: 'IDOnly',
    selectedFields: `Links.Next;${selectFields('Items.', FIELDS)}`,
  });
}

/** @throws AppError `pi.bad_answer` when it is not a list of event frames */
export function toEventFrames(content: unknown): PiEventFramePage {
  const items = itemsOf(content);
  if (!items) throw piBadAnswer('a list of event frames is missing in it');
  const links = isJsonObject(content) ? content['Links'] : undefined;
  const hasNext = isJsonObject(links) && textField(links, 'Next') !== '';
  const frames = items.map((item) => {
    const webId = textField(item, 'WebId');
    const startTime = textField(item, 'StartTime');
    if (webId === '' || startTime === '') {
      throw piBadAnswer('an event frame in it has no WebID or no start');
    }
    return {
      webId,
      id: textField(item, 'Id') || webId,
      name: textField(item, 'Name'),
      description: textField(item, 'Description'),
      templateName: textField(item, 'TemplateName'),
      categoryNames: textsIn(item['CategoryNames']),
      severity: textField(item, 'Severity'),
      startTime,
      endTime: textField(item, 'EndTime'),
      canBeAcknowledged: item['CanBeAcknowledged'] === true,
      isAcknowledged: item['IsAcknowledged'] === true,
      elementWebIds: textsIn(item['RefElementWebIds']),
    };
  });
  return { frames, hasNext };
}

/**
 * The paths of elements by their WebIDs, in one request. One that cannot be read is left out: what happened is worth
 * telling without where.
 */
export async function readElementPaths(
  webIds: readonly string[],
  { many, maxUrlLength }: { readonly many: ManyReader; readonly maxUrlLength: number },
  options: RequestOptions,
): Promise<ReadonlyMap<string, string>> {
  const fields =
    'Items.Identifier;Items.Exception;Items.Object.WebId;Items.Object.Name;Items.Object.Path';
  const list = { name: 'webId', values: webIds };
  const query = { webIdType: 'IDOnly', selectedFields: fields };
  const chunks = pathsWithList('/elements/multiple', list, query, maxUrlLength);
  const reads = many.prepare(chunks.map(({ path }) => path));
  const answers = await many.run(reads, options).catch(whenItOnlyAdds);
  const paths = new Map<string, string>();
  chunks.forEach(({ values }, index) => {
    const answer = answers[index];
    if (!answer?.ok || !itemsOf(answer.content)) return;
    const lookups = lookupsOf(answer.content, values, toElement, () => 'an element');
    lookups.forEach((lookup, place) => {
      if (lookup.ok) paths.set(values[place] ?? '', lookup.found.path || lookup.found.name);
    });
  });
  return paths;
}

/** The attributes of each event frame with their values, in one request; undefined for one that cannot be read. */
export async function readEventFrameValues(
  webIds: readonly string[],
  many: ManyReader,
  options: RequestOptions,
): Promise<readonly (readonly PiNamedValue[] | undefined)[]> {
  const selectedFields = `Items.Name;${selectFields('Items.Value.', TIMED)}`;
  const paths = webIds.map((webId) =>
    pathWith(`/streamsets/${encodeURIComponent(webId)}/value`, { selectedFields }),
  );
  const answers = await many.run(many.prepare(paths), options).catch(whenItOnlyAdds);
  return webIds.map((_webId, index) => {
    const answer = answers[index];
    const items = answer?.ok ? itemsOf(answer.content) : undefined;
    return items?.flatMap((item) => {
      const name = textField(item, 'Name');
      const timed = item['Value'];
      return name !== '' && isJsonObject(timed) ? [{ name, timed }] : [];
    });
  });
}

/** The events are known already: what cannot be read besides is left out, unless there is no time left at all. */
function whenItOnlyAdds(error: unknown): readonly PiOutcome[] {
  if (error instanceof AppError && error.kind !== 'timeout') return [];
  throw error;
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
