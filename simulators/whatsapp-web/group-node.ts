import type { BinaryNode } from 'baileys';
import type { Person } from './person.ts';
import { toSeconds } from './seconds.ts';
import type { GroupOptions } from './whatsapp-web-control.ts';
import { personOf, type World } from './world.ts';

export function groupNode(world: World, group: GroupOptions): BinaryNode {
  const isLid = group.addressing === 'lid';
  return {
    tag: 'group',
    attrs: {
      id: group.id.split('@')[0] ?? '',
      subject: group.subject ?? 'Group',
      creation: toSeconds(),
      s_t: toSeconds(),
      creator: jidInGroup(personOf(world, world.phone), group),
      addressing_mode: isLid ? 'lid' : 'pn',
    },
    content: membersOf(world, group).map((person) => ({
      tag: 'participant',
      attrs: {
        jid: jidInGroup(person, group),
        ...(person.options.username && { username: person.options.username }),
        ...(isLid
          ? !person.options.hidesPhone && { phone_number: `${person.number}@s.whatsapp.net` }
          : { lid: `${person.lid}@lid` }),
      },
    })),
  };
}

/** The bot is one of them. */
export function membersOf(world: World, group: GroupOptions): Person[] {
  const people = group.members.map((number) => personOf(world, number));
  return [...new Set([...people, personOf(world, world.phone)])];
}

export function jidInGroup(person: Person, group: GroupOptions): string {
  return group.addressing === 'lid' ? `${person.lid}@lid` : `${person.number}@s.whatsapp.net`;
}
