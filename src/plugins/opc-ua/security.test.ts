import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { CheckStep, DataSource, DataSourceTools } from '#sdk';
import { createOutbound } from '../../lib/outbound/index.ts';
import { startOpcUaPlant } from '../../../tests/support/opc-ua/start-opc-ua-plant.ts';
import type { OpcUaPlant } from '../../../tests/support/opc-ua/start-opc-ua-plant.ts';
import { opcUa } from './index.ts';

let folder: string;
let plant: OpcUaPlant;
let certificate: X509Certificate;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantline-opc-ua-test-'));
  plant = await startOpcUaPlant({ hasHistory: false, allowAnonymous: false });
  const der = String(await plant.tell({ order: 'certificate' }));
  certificate = new X509Certificate(Buffer.from(der, 'base64'));
  await writeFile(join(folder, 'server.pem'), certificate.toString());
});

afterAll(async () => {
  await plant.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(
  config: object,
  own: string | undefined = join(folder, 'own'),
  { address } = plant,
): Promise<DataSource> {
  const parsed = opcUa.config.parse({
    host: address.host,
    port: address.port,
    user: 'operator',
    password: 'seCret-9',
    tagIndex: false,
    ...config,
  });
  const tools: DataSourceTools = {
    log: { debug() {}, info() {}, warn() {}, error() {} },
    clock: () => new Date(),
    timeZone: 'UTC',
    outbound: createOutbound({ allowPrivate: true }),
    ...(own !== undefined && { folder: own }),
  };
  const source = await opcUa.connect(parsed, tools);
  onTestFinished(() => source.close());
  return source;
}

async function check(config: object): Promise<readonly CheckStep[]> {
  return await (await open(config)).check(AbortSignal.timeout(9_000));
}

function pinned(): string {
  return certificate.fingerprint;
}

describe('a secured OPC UA server', () => {
  test.each([
    ['signAndEncrypt', 'Basic256Sha256'],
    ['signAndEncrypt', 'Aes128_Sha256_RsaOaep'],
    ['signAndEncrypt', 'Aes256_Sha256_RsaPss'],
    ['sign', 'Basic256Sha256'],
    ['signAndEncrypt', undefined],
  ] as const)('is read from with %s and %s', async (securityMode, securityPolicy) => {
    const config = {
      securityMode,
      ...(securityPolicy && { securityPolicy }),
      serverCertificateThumbprint: pinned(),
    };
    const steps = await check(config);
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    const tls = steps.find(({ name }) => name === 'tls');
    expect(tls?.message).toContain(securityPolicy ?? 'Aes256_Sha256_RsaPss');
    expect(tls?.warning).toBe(securityMode === 'sign' ? true : undefined);
    const source = await open(config);
    const outcomes = await source.read?.({ tags: ['Area/Unit1/Load'] }, AbortSignal.timeout(8_000));
    expect(outcomes).toMatchObject([{ ok: true, reading: { unit: 'MW' } }]);
  });

  test('whose certificate is not known yet is not logged in to, and the thumbprint to pin is told', async () => {
    const steps = await check({});
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['reach', true],
      ['tls', false],
    ]);
    const [shown = ''] = /[0-9A-F]{40}/.exec(steps.at(-1)?.message ?? '') ?? [];
    expect(shown).toBe(certificate.fingerprint.replaceAll(':', ''));
    const pinnedByIt = await check({ serverCertificateThumbprint: shown.toLowerCase() });
    expect(pinnedByIt.filter(({ ok }) => !ok)).toEqual([]);
    const tally = (await plant.tell({ order: 'tally' })) as Record<string, number>;
    expect(tally['CreateSessionRequest']).toBeGreaterThan(0);
  });

  test('is trusted by its SHA-256 thumbprint, and by its certificate in a file', async () => {
    for (const config of [
      { serverCertificateThumbprint: certificate.fingerprint256 },
      { caFile: join(folder, 'server.pem') },
    ]) {
      expect((await check(config)).filter(({ ok }) => !ok)).toEqual([]);
    }
  });

  test.each([
    ['another thumbprint', { serverCertificateThumbprint: '00'.repeat(20) }, /another certificate/],
    [
      'an empty word for a thumbprint',
      { serverCertificateThumbprint: 'none' },
      /not trusted|another/,
    ],
    ['another authority', { caFile: 'other.pem' }, /not signed by the authority/],
    ['an authority file that is missing', { caFile: 'missing.pem' }, /cannot be read/],
  ])('is refused with %s', async (_what, given, message) => {
    await writeFile(join(folder, 'other.pem'), await makeOther());
    const config = 'caFile' in given ? { caFile: join(folder, given.caFile) } : given;
    const steps = await check(config);
    expect(steps.at(-1)).toMatchObject({ name: 'tls', ok: false });
    expect(steps.at(-1)?.message).toMatch(message);
    expect(steps.at(-1)?.message).not.toContain(folder);
  });

  test('that is trusted whatever its certificate is warned of', async () => {
    const steps = await check({ trustAnyServerCertificate: true });
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.find(({ name }) => name === 'tls')).toMatchObject({ warning: true });
  });

  test('that takes no anonymous log-in says so, and so does a wrong password', async () => {
    const config = { serverCertificateThumbprint: pinned() };
    expect((await check({ ...config, authentication: 'anonymous' })).at(-1)).toMatchObject({
      name: 'login',
      ok: false,
    });
    expect((await check({ ...config, password: 'wrong' })).at(-1)).toMatchObject({
      name: 'login',
      ok: false,
      message: expect.stringContaining('refused the log-in'),
    });
  });

  test('Plantline’s own certificate is made once, for its eyes only, and kept', async () => {
    const own = join(folder, 'kept');
    const config = { serverCertificateThumbprint: pinned() };
    const first = await open(config, own);
    expect((await first.check(AbortSignal.timeout(9_000))).at(-1)?.ok).toBe(true);
    const files = await readdir(own);
    expect(files.toSorted()).toEqual(['plantline-certificate.pem', 'plantline-private-key.pem']);
    expect((await stat(join(own, 'plantline-private-key.pem'))).mode & 0o077).toBe(0);
    const made = await readFile(join(own, 'plantline-certificate.pem'), 'utf8');
    const { subjectAltName } = new X509Certificate(made);
    expect(subjectAltName).toMatch(/URI:urn:.*:Plantline/);
    const again = await open(config, own);
    await again.check(AbortSignal.timeout(9_000));
    expect(await readFile(join(own, 'plantline-certificate.pem'), 'utf8')).toBe(made);
    // The same pair can be named by the settings.
    const named = await open(
      {
        ...config,
        certificateFile: join(own, 'plantline-certificate.pem'),
        privateKeyFile: join(own, 'plantline-private-key.pem'),
      },
      undefined,
    );
    expect((await named.check(AbortSignal.timeout(9_000))).at(-1)?.ok).toBe(true);
  });

  test('a certificate with another’s key is refused before anything is sent', async () => {
    await makeOther();
    const steps = await check({
      certificateFile: join(folder, 'server.pem'),
      privateKeyFile: join(folder, 'own', 'plantline-private-key.pem'),
    });
    expect(steps.at(-1)).toMatchObject({ name: 'tls', ok: false });
  });
});

test('a server that does not know Plantline yet is told from one that is not trusted: the thumbprint is ours', async () => {
  const strict = await startOpcUaPlant({ hasHistory: false, trustsClients: false });
  onTestFinished(() => strict.close());
  const own = join(folder, 'unknown');
  const source = await open(
    { trustAnyServerCertificate: true, user: undefined, password: undefined },
    own,
    strict,
  );
  const steps = await source.check(AbortSignal.timeout(9_000));
  expect(steps.at(-1)).toMatchObject({ name: 'tls', ok: false });
  const made = new X509Certificate(await readFile(join(own, 'plantline-certificate.pem')));
  expect(steps.at(-1)?.message).toContain(made.fingerprint.replaceAll(':', ''));
});

/** A certificate that has nothing to do with the server: Plantline's own of another folder. */
async function makeOther(): Promise<string> {
  const own = join(folder, 'other');
  const source = await open({ serverCertificateThumbprint: pinned() }, own);
  await source.check(AbortSignal.timeout(9_000));
  return await readFile(join(own, 'plantline-certificate.pem'), 'utf8');
}
