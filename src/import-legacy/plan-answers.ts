import { answerKey } from '../lib/answer-key.ts';
import type { DraftComposite, DraftTrigger, RefusedTrigger } from './convert-trigger.ts';
import type { Report } from './create-report.ts';
import { fitAnswerName, numberedName } from './fit-answer-name.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { textOf } from './read-json.ts';

export type TriggerToBring = Omit<DraftTrigger, 'kind' | 'notes'>;

export type GroupToBring = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly executionMode: 'parallel' | 'sequential';
  readonly triggerIds: readonly string[];
  readonly createdAt: Date;
};

export type AnswersToBring = {
  readonly triggers: readonly TriggerToBring[];
  readonly groups: readonly GroupToBring[];
};

/** Triggers and groups of the store, and what they answer to. */
export type StoredAnswers = {
  readonly triggerIds: ReadonlySet<string>;
  readonly groupIds: ReadonlySet<string>;
  /** By `answerKey`, whose name it is. */
  readonly names: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
};

type Draft = DraftTrigger | DraftComposite | RefusedTrigger;

/** A group before its members and its name are settled. */
type DraftGroup = {
  readonly table: 'trigger_groups' | 'triggers';
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly executionMode: 'parallel' | 'sequential';
  readonly members: readonly string[];
  readonly createdAt: Date;
  readonly notes: readonly string[];
};

const DESCRIPTION_CHARACTERS = 400;

/**
 * Gives every trigger and group a name of its own. In the predecessor names were neither unique nor alike: a group
 * that had members answered before a trigger of its name, and of two triggers the older one. The others could not be
 * asked; here they become one with it where they ask the same, and get another name where they do not.
 */
export function planAnswers(
  drafts: readonly Draft[],
  groupRows: readonly LegacyRow[],
  memberRows: readonly LegacyRow[],
  {
    stored,
    report,
    now,
  }: { readonly stored: StoredAnswers; readonly report: Report; readonly now: Date },
): AnswersToBring {
  const triggers = drafts.filter((draft) => draft.kind === 'trigger').toSorted(byPrecedence);
  const composites = drafts.filter((draft) => draft.kind === 'composite').toSorted(byAge);
  const refused = drafts.filter((draft) => draft.kind === 'refused');
  for (const { id, name, notes } of refused) {
    report.row({ table: 'triggers', id, name, outcome: 'refused', notes });
  }

  const known = new Map<string, Draft>(drafts.map((draft) => [draft.id, draft]));
  /** What is asked in place of a trigger that became one with another. */
  const standsFor = new Map<string, string>();
  const firstByKey = new Map<string, Draft>();
  for (const draft of [...triggers, ...composites]) {
    const key = answerKey(draft.name);
    if (!firstByKey.has(key)) firstByKey.set(key, draft);
  }

  const names = createNames(stored, new Set([...drafts, ...groupRows].map(({ id }) => String(id))));
  const groups = [...legacyGroups(), ...compositeGroups()];
  const result: { triggers: TriggerToBring[]; groups: GroupToBring[] } = {
    triggers: [],
    groups: [],
  };
  const ownGroups = groups.filter(({ table }) => table === 'trigger_groups');
  for (const group of ownGroups.filter(({ members }) => members.length > 0)) bringGroup(group);
  for (const trigger of triggers) bringTrigger(trigger);
  for (const group of groups.filter(({ table }) => table === 'triggers')) bringGroup(group);
  for (const group of ownGroups.filter(({ members }) => members.length === 0)) bringGroup(group);
  return {
    triggers: result.triggers,
    // Whom a member stands for is known only now.
    groups: result.groups.map((group) => ({
      ...group,
      triggerIds: [...new Set(group.triggerIds.map((id) => standsFor.get(id) ?? id))],
    })),
  };

  function bringTrigger(draft: DraftTrigger): void {
    const { kind: _kind, notes, ...trigger } = draft;
    const { id } = trigger;
    const wanted = fitAnswerName(trigger.name, 'trigger');
    const holder = names.holderOf(wanted);
    const same = holder && known.get(holder.id);
    const isHere = stored.triggerIds.has(id);
    if (same?.kind === 'trigger' && asksTheSame(same, draft) && same.id !== id) {
      standsFor.set(id, same.id);
      const note = `Asks the same as another trigger of this name, and is one with it.`;
      const outcome = stored.triggerIds.has(same.id) ? 'alreadyHere' : 'merged';
      report.row({
        table: 'triggers',
        id,
        name: trigger.name,
        outcome,
        notes: outcome === 'merged' ? [note] : [],
      });
      return;
    }
    if (isHere) {
      names.take(wanted, id);
      report.row({ table: 'triggers', id, name: trigger.name, outcome: 'alreadyHere' });
      return;
    }
    const { name, note } = nameFor(trigger.name, wanted, id);
    result.triggers.push({ ...trigger, name });
    tell('triggers', id, trigger.name, [...note, ...notes]);
  }

  function bringGroup(group: DraftGroup): void {
    const { id, table, notes, members, ...rest } = group;
    const wanted = fitAnswerName(group.name, 'group');
    if (stored.groupIds.has(id)) {
      names.take(wanted, id);
      report.row({ table, id, name: group.name, outcome: 'alreadyHere' });
      return;
    }
    const { name, note } = nameFor(group.name, wanted, id);
    const { id: _id, ...shown } = { id, ...rest };
    result.groups.push({ ...shown, id, name, triggerIds: members });
    tell(table, id, group.name, [...note, ...notes]);
  }

  function nameFor(legacyName: string, wanted: string, id: string) {
    const holder = names.holderOf(wanted);
    const name = names.take(wanted, id);
    if (holder) {
      return {
        name,
        note: [`Is called "${name}" now, because "${holder.name}" answers to its name.`],
      };
    }
    const isAsBefore = answerKey(name) === answerKey(legacyName);
    return {
      name,
      note: isAsBefore ? [] : [`Is called "${name}" now: its own name could not be asked here.`],
    };
  }

  function tell(table: string, id: string, name: string, notes: readonly string[]): void {
    report.row({ table, id, name, outcome: notes.length > 0 ? 'changed' : 'brought', notes });
  }

  function legacyGroups(): DraftGroup[] {
    const membersOf = Map.groupBy(memberRows, ({ group_id }) => textOf(group_id) ?? '');
    const groupIds = new Set(groupRows.map(({ id }) => textOf(id) ?? ''));
    for (const row of memberRows) reportMember(row, groupIds);
    return groupRows
      .map((row): DraftGroup => {
        const id = textOf(row['id']) ?? '';
        const memberIds = (membersOf.get(id) ?? []).map(
          ({ trigger_id }) => textOf(trigger_id) ?? '',
        );
        const { members, notes } = settle(memberIds);
        return {
          table: 'trigger_groups',
          id,
          name: textOf(row['name']) ?? '',
          description: textOf(row['description'])?.slice(0, DESCRIPTION_CHARACTERS) ?? null,
          executionMode: row['execution_mode'] === 'sequential' ? 'sequential' : 'parallel',
          members,
          createdAt: legacyInstant(row['created_at']) ?? now,
          notes,
        };
      })
      .toSorted(byAge);
  }

  function reportMember(
    { id, group_id, trigger_id }: LegacyRow,
    groupIds: ReadonlySet<string>,
  ): void {
    const groupId = textOf(group_id) ?? '';
    const draft = known.get(textOf(trigger_id) ?? '');
    const line = { table: 'trigger_group_members', id, name: draft?.name ?? trigger_id };
    if (!groupIds.has(groupId)) {
      report.row({ ...line, outcome: 'refused', notes: ['Its group is not there.'] });
    } else if (draft === undefined || draft.kind === 'refused') {
      report.row({
        ...line,
        outcome: 'refused',
        notes: ['Its trigger was refused, or is not there.'],
      });
    } else {
      report.row({ ...line, outcome: stored.groupIds.has(groupId) ? 'alreadyHere' : 'brought' });
    }
  }

  function compositeGroups(): DraftGroup[] {
    return composites.map((composite) => {
      const named = composite.memberNames.map((name) => ({
        name,
        draft: firstByKey.get(answerKey(name)),
      }));
      const unknown = named.filter(({ draft }) => draft === undefined).map(({ name }) => name);
      const { members, notes } = settle(
        named.flatMap(({ draft }) => draft?.id ?? []),
        composite.id,
      );
      return {
        table: 'triggers',
        id: composite.id,
        name: composite.name,
        description: composite.description?.slice(0, DESCRIPTION_CHARACTERS) ?? null,
        executionMode: 'parallel',
        members,
        createdAt: composite.createdAt,
        notes: [
          'Is a trigger group now, which answers with all values of its members.',
          ...(unknown.length > 0
            ? [`Left out of it, since no trigger is called so: ${unknown.join(', ').slice(0, 200)}`]
            : []),
          ...notes,
          ...composite.notes,
        ],
      };
    });
  }

  /** The triggers behind members: a group holds no groups here, so the members of one stand in its place. */
  function settle(
    ids: readonly string[],
    ...within: readonly string[]
  ): { readonly members: readonly string[]; readonly notes: readonly string[] } {
    const members: string[] = [];
    const notes = new Set<string>();
    for (const id of ids) {
      const draft = known.get(id);
      if (draft?.kind === 'trigger') {
        members.push(id);
      } else if (draft?.kind === 'composite' && !within.includes(id)) {
        notes.add(`Has the members of "${draft.name}" in its place.`);
        const inner = draft.memberNames.flatMap(
          (name) => firstByKey.get(answerKey(name))?.id ?? [],
        );
        const settled = settle(inner, ...within, id);
        members.push(...settled.members);
        for (const note of settled.notes) notes.add(note);
      } else {
        notes.add(
          `Has lost a member that was refused or is not there${draft ? `: ${draft.name}` : ''}.`,
        );
      }
    }
    return { members: [...new Set(members)], notes: [...notes] };
  }
}

type Names = {
  holderOf(name: string): { readonly id: string; readonly name: string } | undefined;
  /** @returns the name, or the first that is free beside it */
  take(name: string, id: string): string;
};

/** @param legacyIds of what may be in the store from an import before: their names are not somebody else's */
function createNames(stored: StoredAnswers, legacyIds: ReadonlySet<string>): Names {
  const taken = new Map([...stored.names].filter(([, { id }]) => !legacyIds.has(id)));
  function isFree(name: string, id: string): boolean {
    const key = answerKey(name);
    // Somebody may have renamed what an import before brought.
    return !taken.has(key) && (stored.names.get(key)?.id ?? id) === id;
  }
  return {
    holderOf: (name) => taken.get(answerKey(name)),
    take(wanted, id) {
      let name = wanted;
      for (let number = 2; !isFree(name, id); number += 1) name = numberedName(wanted, number);
      taken.set(answerKey(name), { id, name });
      return name;
    },
  };
}

function asksTheSame(a: DraftTrigger, b: DraftTrigger): boolean {
  return essence(a) === essence(b);
}

function essence({ type, config, dataSourceId }: DraftTrigger): string {
  const { description: _description, label: _label, ...asked } = config;
  const sorted = Object.entries(asked).toSorted(([x], [y]) => (x < y ? -1 : 1));
  return JSON.stringify([type, dataSourceId, sorted]);
}

/** Only an active one answered; of those the oldest. */
function byPrecedence(a: DraftTrigger, b: DraftTrigger): number {
  return Number(b.active) - Number(a.active) || byAge(a, b);
}

function byAge(a: { createdAt: Date; id: string }, b: { createdAt: Date; id: string }): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}
