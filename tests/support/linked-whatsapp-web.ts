import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type RunningWhatsappWeb, startWhatsappWeb } from '../../simulators/whatsapp-web/index.ts';
import { createMemoryStore, type Line, openLine } from './whatsapp-web-line.ts';

const TRUST = new URL('../../simulators/whatsapp-web/trust-test-server.ts', import.meta.url);

export let server: RunningWhatsappWeb;
export let store: ReturnType<typeof createMemoryStore>;
let lines: Line[] = [];

/** Importing this gives each test of the file a WhatsApp of its own. */
beforeAll(() => {
  process.env['NODE_OPTIONS'] = `--import=${TRUST.href}`;
});

afterAll(() => {
  delete process.env['NODE_OPTIONS'];
  delete process.env['NODE_EXTRA_CA_CERTS'];
});

beforeEach(async () => {
  server = await startWhatsappWeb();
  process.env['NODE_EXTRA_CA_CERTS'] = server.caFile;
  store = createMemoryStore();
});

afterEach(async () => {
  const keys = secretsIn(store);
  for (const line of lines) {
    await line.transport.close();
    const output = line.logged.join('\n');
    expect(output).not.toMatch(/privKey|rootKey|chainKey/);
    for (const key of keys) expect(output).not.toContain(key);
  }
  lines = [];
  await server.close();
});

function secretsIn({ kept }: ReturnType<typeof createMemoryStore>): string[] {
  const creds = JSON.parse(kept.get('creds me')?.value ?? '{}') as {
    noiseKey?: { private: { data: string } };
  };
  return creds.noiseKey === undefined ? [] : [creds.noiseKey.private.data];
}

/** A transport on the wire of this test; closed after it, and its output searched for keys. */
export async function open(
  settings: Record<string, unknown> = {},
  limits: { readonly openWithinMs?: number } = {},
): Promise<Line> {
  const line = await openLine(server.url, store, settings, limits);
  lines.push(line);
  await line.until(
    () => line.transport.status().phase !== 'connecting' || line.statuses.length > 0,
  );
  return line;
}

/** The same, linked by a phone. */
export async function linked(
  settings: Record<string, unknown> = {},
  limits: { readonly openWithinMs?: number } = {},
): Promise<Line> {
  const line = await open(settings, limits);
  await line.transport.linking?.start(undefined);
  const qr = await line.until(() => line.transport.linking?.code().qr ?? undefined);
  await server.scanQr(qr);
  await line.ready();
  return line;
}
