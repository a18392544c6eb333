import type { Clock } from '#sdk';
import type { BrokerConnection } from './broker-connection.ts';
import type { MqttConfig } from './mqtt.schema.ts';
import type { TagStore } from './tag-store.ts';

/** What the questions to one source share. */
export type SourceParts = {
  readonly config: MqttConfig;
  readonly store: TagStore;
  readonly connection: BrokerConnection;
  readonly clock: Clock;
};
