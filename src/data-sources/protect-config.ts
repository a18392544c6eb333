import type { DataSourcePlugin } from '#sdk';
import type { SecretBox } from '../lib/secrets.ts';
import { secretFieldsOf } from '../lib/plugin-config/index.ts';

/** Encrypts what a plugin's schema calls secret, for the row of that id. */
export function protectConfigWith(
  secrets: SecretBox,
  plugins: readonly DataSourcePlugin[],
): (sourceId: string, kind: string, config: object) => Record<string, unknown> {
  return (sourceId, kind, config) => {
    const plugin = plugins.find((one) => one.kind === kind);
    return { ...secrets.encryptFields({ ...config }, secretFieldsOf(plugin), sourceId) };
  };
}
