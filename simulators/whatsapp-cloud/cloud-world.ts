import { EventEmitter } from 'node:events';
import type { CloudFaults, CloudOptions, CloudTemplate } from './cloud-options.ts';
import { createEventSender, type EventSender } from './event-sender.ts';
import type { CloudMessage } from './whatsapp-cloud-control.ts';

export interface StoredFile {
  readonly bytes: Buffer;
  readonly mimeType: string;
}

/** Everything the server knows. */
export interface CloudWorld {
  readonly options: Required<Omit<CloudOptions, 'port' | 'webhookUrl'>>;
  webhookUrl: string | undefined;
  faults: CloudFaults;
  /** How many more sends the fault is for. */
  faultsLeft: number;
  readonly messages: CloudMessage[];
  readonly keys: Set<string>;
  readonly refused: string[];
  duplicates: number;
  reads: number;
  nextId: number;
  /** When each person wrote last. */
  readonly wroteAt: Map<string, number>;
  /** Ids of messages of people, which may be answered and marked as read. */
  readonly known: Set<string>;
  readonly absent: Set<string>;
  readonly templates: CloudTemplate[];
  readonly files: Map<string, StoredFile>;
  /** Messages that may still go to a person at once, and as of when. */
  readonly pairs: Map<string, { left: number; at: number }>;
  readonly sentAt: number[];
  readonly events: EventSender;
  /** Emits `change` whenever a message was taken. */
  readonly changes: EventEmitter;
}

export function createCloudWorld(given: CloudOptions): CloudWorld {
  const options = {
    phoneNumberId: given.phoneNumberId ?? '106500000000001',
    businessAccountId: given.businessAccountId ?? '102290000000001',
    accessToken: given.accessToken ?? 'EAAsimulator',
    appSecret: given.appSecret ?? 'simulator-app-secret',
    verifyToken: given.verifyToken ?? 'simulator-verify-token',
    now: given.now ?? (() => new Date()),
  };
  const world: CloudWorld = {
    options,
    webhookUrl: given.webhookUrl,
    faults: {},
    faultsLeft: Infinity,
    messages: [],
    keys: new Set(),
    refused: [],
    duplicates: 0,
    reads: 0,
    nextId: 1,
    wroteAt: new Map(),
    known: new Set(),
    absent: new Set(),
    templates: [],
    files: new Map(),
    pairs: new Map(),
    sentAt: [],
    events: createEventSender(() => ({ url: world.webhookUrl, appSecret: options.appSecret })),
    changes: new EventEmitter().setMaxListeners(0),
  };
  return world;
}

/** An id as WhatsApp makes them: the same number never twice. */
export function nextWamid(world: CloudWorld): string {
  const id = Buffer.from(`${world.options.phoneNumberId}/${world.nextId++}`).toString('base64url');
  return `wamid.${id}`;
}

export function nowSeconds(world: CloudWorld): string {
  return String(Math.floor(world.options.now().getTime() / 1_000));
}
