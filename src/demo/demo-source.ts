import type { DataSourceToStore } from '../data-sources/index.ts';

export const DEMO_SOURCE_ID = 'demo-pi';

/** Encrypts the secret fields of a source's config for the row of this id. */
export type ProtectConfig = (
  sourceId: string,
  plugin: string,
  config: object,
) => Record<string, unknown>;

/**
 * The data source of the demo plant, ready to be stored.
 *
 * @param piBaseUrl where its PI Web API is: `http://127.0.0.1:8003/piwebapi`
 */
export function demoSource(
  piBaseUrl: string,
  protectConfig: ProtectConfig,
): DataSourceToStore & { readonly id: string } {
  const plugin = 'aveva-pi';
  const config = { baseUrl: piBaseUrl, dataServer: 'DEMO-PI', user: 'demo', password: 'demo' };
  return {
    id: DEMO_SOURCE_ID,
    name: 'Plant PI',
    plugin,
    config: protectConfig(DEMO_SOURCE_ID, plugin, config),
  };
}
