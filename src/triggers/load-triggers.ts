import { AppError } from '#sdk';
import type { Reader } from '../db/index.ts';
import { listQueryPresets } from '../data-sources/index.ts';
import type { RunnableGroup } from './run-group.ts';
import type { RunnableTrigger } from './run-context.ts';
import { listTriggerGroups, type TriggerGroup } from './trigger-groups.repository.ts';
import { listTriggers, type StoredTrigger } from './triggers.repository.ts';
import { LocalText } from './triggers.schema.ts';
import { type Preset, withPreset } from './with-preset.ts';

/** A trigger a message can name; its config is parsed when it is asked for the first time. */
export interface LoadedTrigger {
  readonly id: string;
  readonly name: string;
  readonly dataSourceId: string | null;
  readonly description: LocalText | undefined;
  /** A tag it asks, for examples; undefined when it names none. */
  readonly firstTag: string | undefined;
  /** @throws when the stored config is not one this version understands */
  runnable(): RunnableTrigger;
}

export interface LoadedGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly members: readonly LoadedTrigger[];
  runnable(): RunnableGroup;
}

/** Every active trigger and every group with a member, as they were at one moment. */
export interface LoadedTriggers {
  readonly triggers: readonly LoadedTrigger[];
  readonly groups: readonly LoadedGroup[];
  /** Ids of the groups a trigger is a member of. */
  groupsOf(triggerId: string): readonly string[];
}

/** Reads triggers and groups into memory: three queries and no parsing, however many there are. */
export async function loadTriggers(db: Reader): Promise<LoadedTriggers> {
  const [stored, storedGroups, storedPresets] = await Promise.all([
    listTriggers(db),
    listTriggerGroups(db),
    listQueryPresets(db),
  ]);
  const presets = new Map(storedPresets.map((preset) => [preset.id, preset]));
  const triggers = new Map(
    stored
      .filter(({ active }) => active)
      .map((trigger) => [trigger.id, loadedTrigger(trigger, presets)]),
  );
  const groups = storedGroups.flatMap((group) => {
    const members = group.triggerIds.flatMap((id) => triggers.get(id) ?? []);
    return members.length === 0 ? [] : [loadedGroup(group, members)];
  });
  const groupsOf = new Map<string, string[]>();
  for (const { id, members } of groups) {
    for (const member of members) {
      const others = groupsOf.get(member.id);
      if (others) others.push(id);
      else groupsOf.set(member.id, [id]);
    }
  }
  return {
    triggers: [...triggers.values()],
    groups,
    groupsOf: (triggerId) => groupsOf.get(triggerId) ?? [],
  };
}

function loadedGroup(group: TriggerGroup, members: readonly LoadedTrigger[]): LoadedGroup {
  const { id, name, description, executionMode } = group;
  return {
    id,
    name,
    description,
    members,
    runnable: () => ({
      id,
      name,
      description,
      executionMode,
      members: members.map(runnableMember),
    }),
  };
}

/** One member that cannot be run must not keep the others from their answers. */
function runnableMember(member: LoadedTrigger): RunnableTrigger {
  try {
    return member.runnable();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { id, name, dataSourceId } = member;
    return { id, name, dataSourceId, config: { type: 'text', text: '' }, problem: error };
  }
}

function loadedTrigger(stored: StoredTrigger, presets: ReadonlyMap<string, Preset>): LoadedTrigger {
  const { id, name, dataSourceId } = stored;
  const { description, tags } = stored.config;
  const firstTag: unknown = Array.isArray(tags) ? tags[0] : undefined;
  let parsed: RunnableTrigger | undefined;
  return {
    id,
    name,
    dataSourceId,
    description: LocalText.safeParse(description).data,
    firstTag: typeof firstTag === 'string' ? firstTag : undefined,
    runnable() {
      parsed ??= { id, name, dataSourceId, config: withPreset(stored, presets) };
      return parsed;
    },
  };
}
