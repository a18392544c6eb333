import type {
  Clock,
  DeliveryReport,
  IncomingMessage,
  IncomingReaction,
  LinkCode,
  Logger,
  Outbound,
  OutgoingPart,
  Transport,
  TransportCapabilities,
  TransportPlugin,
} from '#sdk';
import type { Db } from '../db/index.ts';
import type { Events } from '../lib/events.ts';
import { secretFieldsOf } from '../lib/plugin-config/index.ts';
import { createOutbound } from '../lib/outbound/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { countCharge } from './charges.repository.ts';
import { createRowKeeper } from './create-row-keeper.ts';
import { sweepTransportStore } from './create-transport-store.ts';
import { createWebhookInbox } from './create-webhook-inbox.ts';
import { type OpenTransport, openTransport } from './open-transport.ts';
import { toTransportState } from './to-transport-state.ts';
import { transportGone } from './transports.errors.ts';
import { type StoredTransport, listTransports } from './transports.repository.ts';
import type { TransportState } from './transports.schema.ts';
import { isWhatsapp } from './whatsapp-kinds.ts';

export interface TransportsDeps {
  readonly db: Db;
  readonly plugins: readonly TransportPlugin[];
  readonly secrets: SecretBox;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publish: Events['publish'];
  /** In place of a network's own servers, by the kind of transport. */
  readonly serverUrls?: Readonly<Record<string, string | undefined>>;
  /** Resolves once the message is kept. */
  readonly onMessage: (message: IncomingMessage, kind: string) => Promise<void>;
  /** Resolves once it is written down. */
  readonly onDelivery: (report: DeliveryReport, kind: string) => Promise<void>;
  readonly onReaction: (reaction: IncomingReaction) => Promise<void>;
  /** Told after each change, with how every transport stands. Must not throw. */
  readonly onStates?: (states: readonly ReachableState[]) => void;
  /** Told when a transport begins to take messages. Must not throw. */
  readonly onReady?: (kind: string) => void;
  readonly leaseMs?: number;
  /** How often is looked for what another process changed. */
  readonly lookEveryMs?: number;
}

/** How a transport stands, and whom it reaches. */
export type ReachableState = TransportState & {
  canReach(recipient: string): boolean;
};

/** Every way messages come and go. */
export interface Transports {
  /** Connects what is set up; resolves when that has begun, and when what is always on is open. */
  start(): Promise<void>;
  /** The open transport of a kind. */
  find(kind: string): Transport | undefined;
  /** Those that take messages now, in the order they are tried. */
  ready(): readonly { readonly kind: string; readonly capabilities: TransportCapabilities }[];
  /** Resolves once the network has taken it. @throws AppError `transports.gone`, and what the transport throws */
  send(
    kind: string,
    part: OutgoingPart,
    signal: AbortSignal,
  ): Promise<{ readonly providerId: string }>;
  /** Every transport of this build, set up or not. */
  states(): readonly ReachableState[];
  /** Opens and closes what is set up, as it is now. */
  refresh(): Promise<void>;
  /** The transport that somebody set up, open or not. */
  opened(kind: string): OpenTransport | undefined;
  /** Keeps what a network sent; it is dealt with afterwards. */
  keepWebhook(kind: string, body: Uint8Array): Promise<void>;
  stop(): Promise<void>;
}

interface Entry {
  readonly open: OpenTransport;
  /** What it was opened with. */
  readonly fingerprint: string;
  /** Ends the work on its webhooks. */
  endWebhooks?: (() => Promise<void>) | undefined;
  /** The transport whose webhooks are worked on. */
  worked?: Transport | undefined;
}

const LOOK_EVERY_MS = 10_000;
const SWEEP_EVERY_MS = 3_600_000;

export function createTransports(deps: TransportsDeps): Transports {
  const { db, plugins, clock, log, publish, lookEveryMs = LOOK_EVERY_MS } = deps;
  const entries = new Map<string, Entry>();
  const inbox = createWebhookInbox(deps);
  const rowKeeper = createRowKeeper({ db, clock, log });
  /** What was told of each, so that only what changed is told. */
  const told = new Map<string, string>();
  const ready = new Set<string>();
  let stored: readonly StoredTransport[] = [];
  let timers: NodeJS.Timeout[] = [];
  let isStopping = false;
  let refreshing: Promise<void> = Promise.resolve();

  function states(): readonly ReachableState[] {
    return plugins.map((plugin) => {
      const open = entries.get(plugin.kind)?.open;
      const isSetUp = plugin.isAlwaysOn === true || stored.some(({ kind }) => kind === plugin.kind);
      return {
        ...toTransportState(plugin, open?.status(), isSetUp),
        canReach: (recipient) => open?.current()?.canReach?.(recipient) ?? true,
      };
    });
  }

  function find(kind: string): Transport | undefined {
    return entries.get(kind)?.open.current();
  }

  function onChange(kind: string): void {
    const entry = entries.get(kind);
    if (entry) followWebhooks(kind, entry);
    const now = states();
    for (const state of now) {
      const text = JSON.stringify([state, codeOf(state.kind)]);
      if (told.get(state.kind) === text) continue;
      told.set(state.kind, text);
      if (state.isReady && !ready.has(state.kind)) deps.onReady?.(state.kind);
      if (state.isReady) ready.add(state.kind);
      else ready.delete(state.kind);
      publish({ kind: 'transport', id: state.kind, isReady: state.isReady });
    }
    keepRow(now);
    deps.onStates?.(now);
  }

  /** The row is written by the process that has the link, and by nobody where there is none. */
  function keepRow(now: readonly TransportState[]): void {
    const links = now.filter(({ kind }) => isWhatsapp({ kind }) && entries.has(kind));
    const link = links.find(({ isReady }) => isReady) ?? links[0];
    if (!link || !entries.get(link.kind)?.open.isOurs()) return;
    rowKeeper.write(link, codeOf(link.kind)?.qr ?? null);
  }

  function codeOf(kind: string): LinkCode | undefined {
    return entries.get(kind)?.open.current()?.linking?.code();
  }

  function followWebhooks(kind: string, entry: Entry): void {
    const transport = entry.open.current();
    if (entry.worked === transport) return;
    entry.worked = transport;
    const ended = entry.endWebhooks?.();
    void ended?.catch(() => undefined);
    const webhook = transport?.webhook;
    entry.endWebhooks = webhook && inbox.work(kind, (body) => webhook.process(body));
  }

  function open(plugin: TransportPlugin, row: StoredTransport | undefined, fingerprint: string) {
    const { kind } = plugin;
    const readConfig = (): unknown =>
      deps.secrets.decryptFields(row?.config ?? {}, secretFieldsOf(plugin), kind);
    const serverUrl = deps.serverUrls?.[kind];
    const opened = openTransport(plugin, readConfig, {
      ...deps,
      serverUrl,
      // The server of a test is on this machine, where nothing that somebody set up in the page may lead.
      outbound: serverUrl === undefined ? deps.outbound : createOutbound({ allowPrivate: true }),
      onMessage: async (message) => await deps.onMessage(message, kind),
      onDelivery: async (report) => await deps.onDelivery(report, kind),
      onCharge: async (charge) => await db.write((tx) => countCharge(tx, kind, charge)),
      onChange: () => {
        if (entries.get(kind)?.fingerprint === fingerprint) onChange(kind);
      },
    });
    entries.set(kind, { open: opened, fingerprint });
  }

  async function close(kind: string): Promise<void> {
    const entry = entries.get(kind);
    if (!entry) return;
    await entry.endWebhooks?.();
    await entry.open.close();
    entries.delete(kind);
  }

  async function apply(): Promise<void> {
    if (isStopping) return;
    stored = await listTransports(db.read);
    for (const plugin of plugins) {
      const { kind } = plugin;
      const row = stored.find((one) => one.kind === kind);
      const isWanted = plugin.isAlwaysOn === true || row?.active === true;
      const fingerprint = JSON.stringify([row?.config ?? {}, row?.active ?? true]);
      const known = entries.get(kind);
      if (known && isWanted && known.fingerprint === fingerprint) continue;
      if (known) await close(kind);
      if (isWanted) open(plugin, row, fingerprint);
      else if (known && isWhatsapp(plugin)) rowKeeper.reset();
      if (known || isWanted) onChange(kind);
    }
  }

  async function refresh(): Promise<void> {
    const next = refreshing.catch(() => undefined).then(apply);
    refreshing = next;
    await next;
  }

  function every(ms: number, what: string, work: () => Promise<unknown>): NodeJS.Timeout {
    return setInterval(() => {
      work().catch((error: unknown) => log.error({ error }, what));
    }, ms).unref();
  }

  return {
    states,
    refresh,
    async start() {
      // A process that died may have left it saying that all is well.
      if (plugins.some(isWhatsapp)) rowKeeper.reset();
      await refresh();
      for (const { kind, isAlwaysOn } of plugins) {
        if (isAlwaysOn === true) await untilOpen(() => entries.get(kind)?.open);
      }
      timers = [
        every(lookEveryMs, 'The transports could not be looked at', refresh),
        every(SWEEP_EVERY_MS, 'The store of the transports could not be swept', async () =>
          db.write((tx) => sweepTransportStore(tx, clock())),
        ),
      ];
    },
    find,
    ready: () =>
      plugins.flatMap(({ kind }) => {
        const transport = find(kind);
        return transport?.status().isReady ? [{ kind, capabilities: transport.capabilities }] : [];
      }),
    async send(kind, part, signal) {
      const transport = find(kind);
      if (!transport) throw transportGone(kind);
      return await transport.send(part, signal);
    },
    opened: (kind) => entries.get(kind)?.open,
    keepWebhook: inbox.keep,
    async stop() {
      isStopping = true;
      for (const timer of timers) clearInterval(timer);
      await refreshing.catch(() => undefined);
      const hasLink = [...entries].some(
        ([kind, entry]) => isWhatsapp({ kind }) && entry.open.isOurs(),
      );
      await Promise.all([...entries.keys()].map(close));
      if (hasLink) rowKeeper.reset();
      await rowKeeper.settled();
    },
  };
}

const OPEN_WITHIN_MS = 2_000;
const OPEN_LOOK_MS = 5;

/** What needs no network is open at once, or never: its failure is shown like any other. */
async function untilOpen(find: () => OpenTransport | undefined): Promise<void> {
  for (let waitedMs = 0; waitedMs < OPEN_WITHIN_MS; waitedMs += OPEN_LOOK_MS) {
    if (find()?.current() ?? find()?.status().reason) return;
    await new Promise((resolve) => setTimeout(resolve, OPEN_LOOK_MS));
  }
}
