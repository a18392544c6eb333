import type { DataSourcePlugin, TransportPlugin } from '#sdk';
import { MODEL_KINDS, isModelKind } from '../ai/index.ts';
import type { Configurable } from '../lib/plugin-config/index.ts';

export interface ConfiguredPlugins {
  readonly dataSources: readonly DataSourcePlugin[];
  readonly transports: readonly TransportPlugin[];
}

/** The sections whose things have a config with secrets of its own. */
export type ConfiguredSection = 'dataSources' | 'transports' | 'aiModels';

/** What knows the fields of such a config; undefined for a kind that is not installed. */
export function configurableOf(
  { dataSources, transports }: ConfiguredPlugins,
  section: ConfiguredSection,
  kind: string,
): Configurable | undefined {
  switch (section) {
    case 'dataSources':
      return dataSources.find((plugin) => plugin.kind === kind);
    case 'transports':
      return transports.find((plugin) => plugin.kind === kind);
    case 'aiModels':
      return isModelKind(kind) ? MODEL_KINDS[kind] : undefined;
  }
}
