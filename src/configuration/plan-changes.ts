import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from './configuration.schema.ts';
import { idTwice } from './configuration.errors.ts';

/** Things that name others come after them. */
export const SECTIONS = [
  'settings',
  'transports',
  'dataSources',
  'queryPresets',
  'triggers',
  'triggerGroups',
  'aiTriggers',
  'aiModels',
  'tagAliases',
] as const;
export type Section = (typeof SECTIONS)[number];

type Fields = Readonly<Record<string, unknown>>;

/** One thing that differs between the store and the file. */
export type PlannedChange = {
  readonly kind: 'create' | 'change' | 'delete';
  readonly section: Section;
  readonly id: string;
  /** What a person calls it. */
  readonly name: string;
  /** The fields that differ, as they are and as they will be. */
  readonly before: Fields;
  readonly after: Fields;
};

/**
 * What has to be done so that the store is what the file says.
 *
 * @param prune whether what is not in the file goes away; otherwise it stays as it is
 * @throws AppError `configuration.id_twice`
 */
export function planChanges(
  now: Configuration,
  wanted: Configuration,
  prune: boolean,
): readonly PlannedChange[] {
  return SECTIONS.flatMap((section) => {
    const before = itemsOf(now, section);
    const after = itemsOf(wanted, section);
    const made = [...after].flatMap(([id, item]) => planOne(section, id, before.get(id), item));
    // A transport that a file does not mention may be somebody's link to the world.
    const isPruned = prune && section !== 'transports';
    const gone = isPruned ? [...before].filter(([id]) => !after.has(id)) : [];
    return [
      ...made,
      ...gone.map(([id, item]): PlannedChange => ({
        kind: 'delete',
        section,
        id,
        name: nameOf(id, item),
        before: item,
        after: {},
      })),
    ];
  });
}

function planOne(
  section: Section,
  id: string,
  before: Fields | undefined,
  after: Fields,
): readonly PlannedChange[] {
  const name = nameOf(id, after);
  if (!before) return [{ kind: 'create', section, id, name, before: {}, after }];
  const differing = Object.keys({ ...before, ...after }).filter(
    (field) => !isDeepStrictEqual(plain(before[field]), plain(after[field])),
  );
  if (differing.length === 0) return [];
  const pick = (fields: Fields): Fields =>
    Object.fromEntries(differing.map((field) => [field, fields[field]]));
  return [{ kind: 'change', section, id, name, before: pick(before), after: pick(after) }];
}

/** The things of a section by what they are known by. */
function itemsOf(configuration: Configuration, section: Section): ReadonlyMap<string, Fields> {
  if (section === 'settings') {
    const { settings } = configuration;
    return new Map(Object.entries(settings).map(([name, value]) => [name, { value }]));
  }
  const items = new Map<string, Fields>();
  for (const item of configuration[section]) {
    const id = 'id' in item ? item.id : item.kind;
    if (items.has(id)) throw idTwice(section, id);
    items.set(id, item);
  }
  return items;
}

function nameOf(id: string, { name, alias }: Fields): string {
  const called = name ?? alias;
  return typeof called === 'string' ? called : id;
}

/** As it is once written and read again: a field that is undefined is none, and nothing is null. */
function plain(value: unknown): unknown {
  return value === undefined || value === null ? null : JSON.parse(JSON.stringify(value));
}
