import type {
  DeliveryReport,
  IncomingMessage,
  IncomingReaction,
  Transport,
  TransportPlugin,
  TransportStore,
  TransportTools,
} from '#sdk';
import { createOutbound } from '../../src/lib/outbound/index.ts';
import type { TransportNetwork } from './transport-network.ts';

/** A transport that has joined its network, and everything that came out of it. */
export interface OpenTransport {
  readonly transport: Transport;
  readonly heard: readonly IncomingMessage[];
  readonly reports: readonly DeliveryReport[];
  readonly reactions: readonly IncomingReaction[];
  /** Lines of its log, as they would be written. */
  readonly logged: readonly string[];
  /** How often it said that its status has changed. */
  statusChanges(): number;
  /** The next so many messages cannot be kept. */
  refuse(count: number): void;
}

/** Connects a transport as Plantline does, and brings it onto the network. */
export async function openTransport(
  plugin: TransportPlugin,
  network: TransportNetwork,
  store: TransportStore,
): Promise<OpenTransport> {
  const heard: IncomingMessage[] = [];
  const reports: DeliveryReport[] = [];
  const reactions: IncomingReaction[] = [];
  const logged: string[] = [];
  let statusChanges = 0;
  let refusing = 0;
  const note = (details: object, line: string): void => {
    logged.push(`${line} ${JSON.stringify(details, withErrors)}`);
  };
  const tools: TransportTools = {
    log: { debug: note, info: note, warn: note, error: note },
    clock: () => new Date(),
    store,
    outbound: createOutbound({ allowPrivate: true }),
    ...(network.serverUrl !== undefined && { serverUrl: network.serverUrl }),
    async onMessage(message) {
      if (refusing > 0) {
        refusing -= 1;
        throw new Error('The disk is full.');
      }
      heard.push(message);
    },
    async onDelivery(report) {
      reports.push(report);
    },
    async onReaction(reaction) {
      reactions.push(reaction);
    },
    onStatus: () => void (statusChanges += 1),
    async onCharge() {},
  };
  const transport = await plugin.connect(plugin.config.parse(network.config), tools);
  await network.join(transport, tools);
  return {
    transport,
    heard,
    reports,
    reactions,
    logged,
    statusChanges: () => statusChanges,
    refuse: (count) => void (refusing = count),
  };
}

/** An error's own texts are no properties of it, so JSON would leave them out. */
function withErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { ...value, message: value.message, stack: value.stack, cause: value.cause };
}
