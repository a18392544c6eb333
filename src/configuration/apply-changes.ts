import {
  deleteAiModel,
  deleteAiTrigger,
  insertAiModel,
  insertAiTrigger,
  updateAiModel,
  updateAiTrigger,
} from '../ai/index.ts';
import {
  deleteDataSource,
  deleteQueryPreset,
  insertDataSource,
  insertQueryPreset,
  updateDataSource,
  updateQueryPreset,
} from '../data-sources/index.ts';
import type { Executor } from '../db/index.ts';
import { deleteSetting, writeSetting } from '../settings/index.ts';
import { deleteTagAlias, insertTagAlias, updateTagAlias } from '../tag-search/index.ts';
import { putTransport } from '../transports/index.ts';
import {
  checkTrigger,
  deleteTrigger,
  deleteTriggerGroup,
  insertTrigger,
  insertTriggerGroup,
  requirePreset,
  updateTrigger,
  updateTriggerGroup,
} from '../triggers/index.ts';
import type { ConfiguredSection } from './configurables.ts';
import type { Configuration } from './configuration.schema.ts';
import { type PlannedChange, SECTIONS, type Section } from './plan-changes.ts';

type Config = Readonly<Record<string, unknown>>;

export type ApplyContext = {
  readonly wanted: Configuration;
  /** A config as it is stored: checked, its secrets encrypted. */
  readonly prepared: (section: ConfiguredSection, id: string) => Config;
  readonly at: Date;
  readonly timeZone: string;
};

/** Makes the planned changes in one transaction: what is refused undoes all of them. */
export async function applyChanges(
  tx: Executor,
  planned: readonly PlannedChange[],
  context: ApplyContext,
): Promise<void> {
  const inOrder = (kind: PlannedChange['kind'], sections: readonly Section[]) =>
    sections.flatMap((section) =>
      planned.filter((change) => change.kind === kind && change.section === section),
    );
  // What names something goes before it, which frees its name; what is named comes first.
  for (const { section, id } of inOrder('delete', SECTIONS.toReversed())) {
    await remove(tx, section, id);
  }
  for (const section of SECTIONS) {
    for (const change of inOrder('change', [section])) await put(tx, change, false, context);
    for (const change of inOrder('create', [section])) await put(tx, change, true, context);
  }
}

async function remove(tx: Executor, section: Section, id: string): Promise<void> {
  switch (section) {
    case 'settings':
      return await deleteSetting(tx, id);
    case 'transports':
      return;
    case 'dataSources':
      return await deleteDataSource(tx, id);
    case 'queryPresets':
      return await deleteQueryPreset(tx, id);
    case 'triggers':
      return await deleteTrigger(tx, id);
    case 'triggerGroups':
      return await deleteTriggerGroup(tx, id);
    case 'aiTriggers':
      return await deleteAiTrigger(tx, id);
    case 'aiModels':
      return await deleteAiModel(tx, id);
    case 'tagAliases':
      return await deleteTagAlias(tx, id);
  }
}

async function put(
  tx: Executor,
  { section, id }: PlannedChange,
  isNew: boolean,
  { wanted, prepared, at, timeZone }: ApplyContext,
): Promise<void> {
  switch (section) {
    case 'settings':
      return await writeSetting(tx, id, wanted.settings[id], at);
    case 'transports': {
      const { active } = wanted.transports.find(({ kind }) => kind === id) ?? { active: true };
      await putTransport(tx, { kind: id, active, config: prepared(section, id) }, at);
      return;
    }
    case 'dataSources': {
      const source = { ...itemOf(wanted.dataSources, id), config: prepared(section, id) };
      await (isNew ? insertDataSource(tx, source, at) : updateDataSource(tx, id, source, at));
      return;
    }
    case 'queryPresets': {
      const preset = itemOf(wanted.queryPresets, id);
      await (isNew ? insertQueryPreset(tx, preset, at) : updateQueryPreset(tx, id, preset, at));
      return;
    }
    case 'triggers': {
      const trigger = { ...checkTrigger(itemOf(wanted.triggers, id), at, timeZone), id };
      await requirePreset(tx, trigger, { now: at, timeZone });
      await (isNew ? insertTrigger(tx, trigger, at) : updateTrigger(tx, id, trigger, at));
      return;
    }
    case 'triggerGroups': {
      const group = itemOf(wanted.triggerGroups, id);
      const stored = { ...group, description: group.description ?? null };
      await (isNew ? insertTriggerGroup(tx, stored, at) : updateTriggerGroup(tx, id, stored, at));
      return;
    }
    case 'aiTriggers': {
      const trigger = itemOf(wanted.aiTriggers, id);
      const stored = { ...trigger, description: trigger.description ?? null };
      await (isNew ? insertAiTrigger(tx, stored, at) : updateAiTrigger(tx, id, stored, at));
      return;
    }
    case 'aiModels': {
      const model = { ...itemOf(wanted.aiModels, id), config: prepared(section, id) };
      await (isNew ? insertAiModel(tx, model, at) : updateAiModel(tx, id, model, at));
      return;
    }
    case 'tagAliases': {
      const alias = { ...itemOf(wanted.tagAliases, id), contactId: null };
      await (isNew ? insertTagAlias(tx, alias, at) : updateTagAlias(tx, id, alias));
      return;
    }
  }
}

function itemOf<T extends { readonly id: string }>(items: readonly T[], id: string): T {
  const item = items.find((one) => one.id === id);
  if (!item) throw new Error(`A change was planned of ${id}, which is not in the file.`);
  return item;
}
