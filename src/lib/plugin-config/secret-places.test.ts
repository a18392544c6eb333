import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createSecretBox } from '../secrets.ts';
import { isSetAt, prepareConfig, secretFieldsOf, shownConfig } from './index.ts';

const secret = z.string().optional().meta({ secret: true });
const plugin = {
  config: z.object({
    host: z.string(),
    headers: z.record(z.string(), z.string().meta({ secret: true })).optional(),
    tls: z.object({ key: secret, ca: z.string().optional() }).optional(),
    servers: z.array(z.object({ name: z.string(), token: secret })).optional(),
    vault: z.record(z.string(), z.unknown()).optional().meta({ secret: true }),
  }),
};
const box = createSecretBox(Buffer.alloc(32, 1));

const CONFIG = {
  host: 'a',
  headers: { 'X-Key': 'marker one', 'X.Dotted': 'marker two' },
  tls: { key: 'marker three', ca: 'public' },
  servers: [
    { name: 'one', token: 'marker four' },
    { name: 'two', token: 'marker five' },
  ],
  vault: { deep: { deeper: 'marker six' }, list: ['marker seven'] },
};
const SHOWN = {
  host: 'a',
  headers: {},
  tls: { ca: 'public' },
  servers: [{ name: 'one' }, { name: 'two' }],
};

function prepare(given: Readonly<Record<string, unknown>>, before?: Record<string, unknown>) {
  const preparation = {
    plugin,
    secrets: box,
    rowId: 'pi',
    isElsewhere: (from: object, to: object) =>
      !('host' in from && 'host' in to && from.host === to.host),
    secretNeeded: (paths: readonly string[]) => new Error(`needed: ${paths.join(' ')}`),
    check: (config: object) => void plugin.config.parse(config),
  };
  const { config, touchedSecrets } = prepareConfig(preparation, given, before);
  return { kept: config as Record<string, unknown>, touchedSecrets };
}

const readable = (kept: Readonly<Record<string, unknown>>) =>
  box.decryptFields(kept, secretFieldsOf(plugin), 'pi');

describe('secrets in records, lists and objects that are secret as a whole', () => {
  test('are found, encrypted, and come back', () => {
    expect(secretFieldsOf(plugin)).toEqual(['headers.*', 'tls.key', 'servers.*.token', 'vault']);
    const { kept, touchedSecrets } = prepare(CONFIG);
    expect(JSON.stringify(kept)).not.toContain('marker');
    expect(readable(kept)).toEqual(CONFIG);
    expect(touchedSecrets).toEqual({
      'headers.X-Key': 'set',
      'headers.X.Dotted': 'set',
      'tls.key': 'set',
      'servers.0.token': 'set',
      'servers.1.token': 'set',
      vault: 'set',
    });
    expect(isSetAt(kept, 'headers.*')).toBe(true);
  });

  test('are not shown, encrypted or not', () => {
    const { kept } = prepare(CONFIG);
    expect(shownConfig(kept, plugin)).toEqual(SHOWN);
    expect(shownConfig(CONFIG, plugin)).toEqual(SHOWN);
  });

  test('stay when an editor sends back what it was shown', () => {
    const { kept } = prepare(CONFIG);
    const again = prepare(SHOWN, kept);
    expect(readable(again.kept)).toEqual({ ...CONFIG });
    expect(again.touchedSecrets).toEqual({});
  });

  test('of a list do not move to another item', () => {
    const { kept } = prepare(CONFIG);
    const { name } = CONFIG.servers[1] ?? expect.unreachable();
    const swapped = { ...SHOWN, servers: [{ name }, { name: 'one' }] };
    const again = prepare(swapped, kept);
    expect(readable(again.kept)['servers']).toEqual([{ name: 'two' }, { name: 'one' }]);
    expect(again.touchedSecrets).toMatchObject({ 'servers.0.token': 'removed' });
  });

  test('are asked for again when they would go elsewhere', () => {
    const { kept } = prepare(CONFIG);
    expect(() => prepare({ ...SHOWN, host: 'b' }, kept)).toThrow(
      'needed: headers.X-Key headers.X.Dotted tls.key servers.0.token servers.1.token vault',
    );
  });

  test('are removed one by one', () => {
    const { kept } = prepare(CONFIG);
    const given = { ...SHOWN, headers: { 'X-Key': '' }, tls: { ca: 'public', key: null } };
    const again = prepare(given, kept);
    expect(readable(again.kept)).toMatchObject({
      headers: { 'X.Dotted': 'marker two' },
      tls: { ca: 'public' },
    });
    expect(again.touchedSecrets).toEqual({ 'headers.X-Key': 'removed', 'tls.key': 'removed' });
  });
});
