import { EventEmitter } from 'node:events';
import type { Account } from './account.ts';
import type { Connection } from './connection.ts';
import { createPerson, type Person } from './person.ts';
import type { MediaStore } from './media-store.ts';
import { createStanzaQueue, type StanzaQueue } from './stanza-queue.ts';
import type {
  Counters,
  Faults,
  GroupOptions,
  Received,
  WriteOrder,
} from './whatsapp-web-control.ts';

export const NO_FAULTS: Faults = {
  refuseLogin: null,
  refuseRegistration: null,
  isSilent: false,
  isDeaf: false,
  swallowAcks: 0,
  loseMessages: 0,
  nacks: 0,
  nackCode: 463,
  askAgain: 0,
  noReceipts: false,
  losesConfirmations: false,
  mediaStatus: null,
  dropAfterMessages: 0,
};

type Mutable<Values> = { -readonly [Name in keyof Values]: Values[Name] };

/** Everything that the server knows. */
export interface World {
  readonly phone: string;
  readonly lid: string;
  account: Account | null;
  pairings: number;
  /** The connection that is logged in. */
  active: Connection | null;
  readonly connections: Set<Connection>;
  readonly people: Map<string, Person>;
  readonly groups: Map<string, GroupOptions>;
  readonly media: MediaStore;
  readonly queue: StanzaQueue;
  readonly received: Received[];
  /** What people wrote, by id: a device may ask for it again. */
  readonly written: Map<string, WriteOrder>;
  readonly retiredSecrets: Set<string>;
  readonly read: string[];
  readonly typing: string[];
  faults: Mutable<Faults>;
  readonly counters: Mutable<Omit<Counters, 'failures' | 'nacked'>> & {
    readonly failures: string[];
    readonly nacked: string[];
  };
  /** Says `change` whenever something happened. */
  readonly events: EventEmitter<{ change: [] }>;
}

export function createWorld(phone: string, lid: string, media: MediaStore): World {
  const world: World = {
    phone,
    lid,
    account: null,
    pairings: 0,
    active: null,
    connections: new Set(),
    people: new Map(),
    groups: new Map(),
    media,
    queue: createStanzaQueue((node) => sendToDevice(world, node)),
    received: [],
    written: new Map(),
    retiredSecrets: new Set(),
    read: [],
    typing: [],
    faults: { ...NO_FAULTS },
    counters: {
      connections: 0,
      logins: 0,
      registrations: 0,
      refused: 0,
      messages: 0,
      delivered: 0,
      duplicates: 0,
      badMacs: 0,
      failures: [],
      retriesAsked: 0,
      redelivered: 0,
      nacked: [],
    },
    events: new EventEmitter(),
  };
  world.events.setMaxListeners(0);
  world.people.set(phone, createPerson(phone, lid, { name: 'The bot' }));
  return world;
}

function sendToDevice(world: World, node: Parameters<Connection['send']>[0]): boolean {
  const { active } = world;
  if (active === null || !active.takesMessages || active.isDeaf || world.faults.isDeaf)
    return false;
  return active.send(node);
}

/** The person of a number, made up when nobody described one. */
export function personOf(world: World, number: string): Person {
  const digits = number.replace(/\D/g, '');
  const known = world.people.get(digits);
  if (known !== undefined) return known;
  const person = createPerson(digits, `2${digits}`, {});
  world.people.set(digits, person);
  return person;
}

export function personByUser(world: World, user: string): Person {
  for (const person of world.people.values()) if (person.lid === user) return person;
  return personOf(world, user);
}

/** Where phones address the linked device in their sessions. */
export function deviceJidOf(world: World): string {
  return `${world.phone}:${world.account?.device ?? 0}@s.whatsapp.net`;
}
