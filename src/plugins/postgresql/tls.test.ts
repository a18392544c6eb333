import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES } from '../../../tests/support/databases.ts';
import { createPostgresDatabase } from '../../../tests/support/postgres-database.ts';
import { startPostgresTls } from '../../../tests/support/postgres-tls.ts';
import { askSql, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { postgresql } from './postgresql.ts';
import type { PostgresqlConfig } from './postgresql.schema.ts';

describe.runIf(ENGINES.includes('postgresql'))('PostgreSQL by TLS (needs PostgreSQL)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantline-tls-'));
  const caFile = join(folder, 'ca.pem');
  let server: Awaited<ReturnType<typeof startPostgresTls>>;
  let made: Awaited<ReturnType<typeof createPostgresDatabase>>;

  beforeAll(async () => {
    made = await createPostgresDatabase();
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      keyType: 'ec',
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    });
    writeFileSync(caFile, cert);
    const { hostname, port } = new URL(made.url);
    server = await startPostgresTls({ host: hostname, port: Number(port || 5432) }, { key, cert });
  });

  afterAll(async () => {
    await server.close();
    await made.drop();
    rmSync(folder, { recursive: true });
  });

  async function open(config: Partial<PostgresqlConfig>) {
    const database = new URL(made.url).pathname.slice(1);
    const address = { host: '127.0.0.1', port: server.port, database, user: 'postgres' };
    const whole = postgresql.config.parse({ ...address, ...config });
    const source = await postgresql.connect(whole, SQL_TOOLS);
    onTestFinished(() => source.close());
    return source;
  }

  async function tlsStepOf(config: Partial<PostgresqlConfig>) {
    const steps = await (await open(config)).check(AbortSignal.timeout(8_000));
    return steps.find(({ name }) => name === 'tls');
  }

  test('is verified by the CA file, and answers', async () => {
    const source = await open({ tls: 'require', caFile });
    expect((await askSql(source, 'SELECT 1')).rows).toEqual([[1]]);
    expect(await tlsStepOf({ tls: 'require', caFile })).toEqual({
      name: 'tls',
      ok: true,
      message: 'Encrypted, and the certificate is valid.',
    });
  });

  test('is refused with a certificate nobody knows, unless that is asked for', async () => {
    expect(await tlsStepOf({ tls: 'require' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('self-signed. Set the CA certificate file'),
    });
    const unverified = { tls: 'require', insecureSkipTlsVerify: true } as const;
    expect(await tlsStepOf(unverified)).toMatchObject({ ok: true, warning: true });
  });

  test('is refused with the certificate of another host', async () => {
    expect(await tlsStepOf({ tls: 'require', caFile, host: 'localhost' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('another host'),
    });
  });

  test('says when the CA file is not there', async () => {
    expect(await tlsStepOf({ tls: 'require', caFile: join(folder, 'none.pem') })).toMatchObject({
      ok: false,
      message: expect.stringContaining('The CA certificate file of this source does not exist'),
    });
  });

  test('is taken where it is offered, and said not to be verified', async () => {
    expect(await tlsStepOf({ tls: 'prefer' })).toMatchObject({
      ok: true,
      warning: true,
      message: expect.stringContaining('Encrypted, but the certificate is not verified'),
    });
  });

  test('a question that is given up is ended through TLS too', async () => {
    const source = await open({ tls: 'require', caFile });
    const admin = new Client({ connectionString: made.url });
    await admin.connect();
    onTestFinished(() => admin.end());
    const running = async () =>
      (
        await admin.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
          AND application_name = 'Plantline' AND state = 'active'`)
      ).rowCount;
    const givingUp = new AbortController();
    const slow = 'SELECT count(*) FROM generate_series(1, 2000000000) n';
    const ended = expect(
      askSql(source, slow, {}, { signal: givingUp.signal }),
    ).rejects.toMatchObject({ kind: 'timeout' });
    await expect.poll(running).toBe(1);
    givingUp.abort();
    await ended;
    // Long before the limit of 8 s would have ended it.
    await expect.poll(running, { timeout: 4_000 }).toBe(0);
  });
});
