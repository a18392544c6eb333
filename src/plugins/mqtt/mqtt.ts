import { defineDataSource } from '#sdk';
import { MqttConfig } from './mqtt.schema.ts';
import { openMqttSource } from './mqtt-source.ts';

/** MQTT brokers: plain topics and Sparkplug B. It subscribes and never publishes. */
export const mqtt = defineDataSource({
  kind: 'mqtt',
  title: 'MQTT',
  capabilities: ['search', 'read', 'history', 'summary', 'subscribe'],
  config: MqttConfig,
  connect: async (config, tools) => openMqttSource(config, tools),
});
