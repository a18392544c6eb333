import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { CAN_START_MARIADB, startOwnMariadb } from '../../../tests/support/own-mariadb.ts';
import { createOutbound } from '../../lib/outbound/index.ts';
import { askSql, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { mysql } from './mysql.ts';
import type { MysqlConfig } from './mysql.schema.ts';

const WINTER = (): Date => new Date('2026-11-28T12:00:00Z');

describe.runIf(CAN_START_MARIADB)(
  'a MariaDB with TLS that knows time zones (needs the program mariadbd)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'plantline-mysql-tls-'));
    const caFile = join(folder, 'ca.pem');
    let server: Awaited<ReturnType<typeof startOwnMariadb>>;

    beforeAll(async () => {
      const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
        keyType: 'ec',
        extensions: [
          { name: 'basicConstraints', cA: true },
          { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
        ],
      });
      writeFileSync(caFile, cert);
      server = await startOwnMariadb({ key, cert });
      const admin = await createConnection({ host: '127.0.0.1', port: server.port, user: 'root' });
      await admin.query('CREATE DATABASE plant');
      await admin.query('CREATE TABLE plant.seasons (id INT, at_ TIMESTAMP NULL, local DATETIME)');
      await admin.query(`SET time_zone = '+00:00'`);
      await admin.query(`INSERT INTO plant.seasons VALUES
        (1, '2026-10-23 21:59:59', '2026-10-23 23:59:59'), (2, '2026-10-23 22:00:00', '2026-10-24 00:00:00'),
        (3, '2026-10-25 00:30:00', '2026-10-25 02:30:00'), (4, '2026-10-25 01:30:00', '2026-10-25 02:30:00'),
        (5, '2026-10-26 22:59:59', '2026-10-26 23:59:59'), (6, '2026-10-26 23:00:00', '2026-10-27 00:00:00')`);
      await admin.query('CREATE TABLE plant.many AS SELECT seq AS n FROM plant.seq_1_to_10000');
      await admin.end();
    }, 120_000);

    afterAll(async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    });

    async function open(config: Partial<MysqlConfig>) {
      const address = { host: 'localhost', port: server.port, database: 'plant', user: 'root' };
      const whole = mysql.config.parse({ ...address, ...config });
      const source = await mysql.connect(whole, { ...SQL_TOOLS, clock: WINTER });
      onTestFinished(() => source.close());
      return source;
    }

    async function tlsStepOf(config: Partial<MysqlConfig>) {
      const steps = await (await open(config)).check(AbortSignal.timeout(8_000));
      return steps.find(({ name }) => name === 'tls');
    }

    test('is verified by the CA file, and answers', async () => {
      const secure = { tls: 'require', caFile } as const;
      expect((await askSql(await open(secure), 'SELECT 1')).rows).toEqual([[1]]);
      expect(await tlsStepOf(secure)).toEqual({
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

    test('is refused with the certificate of another host, and by an address', async () => {
      // Another name of this machine, by way of a name server of the test's own.
      const config = mysql.config.parse({
        host: 'db.plant.example',
        port: server.port,
        database: 'plant',
        user: 'root',
        tls: 'require',
        caFile,
      });
      const outbound = createOutbound({
        allowPrivate: true,
        lookup: (_host, _options, callback) => {
          setImmediate(() => callback(null, [{ address: '127.0.0.1', family: 4 }]));
        },
      });
      const source = await mysql.connect(config, { ...SQL_TOOLS, outbound });
      onTestFinished(() => source.close());
      const steps = await source.check(AbortSignal.timeout(8_000));
      expect(steps.at(-1)).toMatchObject({
        name: 'tls',
        ok: false,
        message: expect.stringContaining('another host'),
      });
      expect(await tlsStepOf({ tls: 'require', caFile, host: '127.0.0.1' })).toMatchObject({
        ok: false,
        message: expect.stringContaining('enter the host name'),
      });
    });

    test('is encrypted where nothing is said, and said not to be verified', async () => {
      expect(await tlsStepOf({})).toMatchObject({
        ok: true,
        warning: true,
        message: expect.stringContaining('Encrypted, but the certificate is not verified'),
      });
    });

    test('a question that is given up is ended through TLS too', async () => {
      const source = await open({ tls: 'require', caFile });
      const admin = await createConnection({ host: '127.0.0.1', port: server.port, user: 'root' });
      onTestFinished(() => admin.end());
      const running = async () =>
        (
          (await admin.query(
            `SELECT id FROM information_schema.processlist WHERE db = 'plant' AND command = 'Execute'`,
          )) as unknown as [unknown[]]
        )[0].length;
      const givingUp = new AbortController();
      const slow = 'SELECT COUNT(*) FROM many a JOIN many b JOIN many c WHERE a.n + b.n + c.n < 0';
      const ended = expect(
        askSql(source, slow, {}, { signal: givingUp.signal }),
      ).rejects.toMatchObject({ kind: 'timeout' });
      await expect.poll(running).toBe(1);
      givingUp.abort();
      await ended;
      await expect.poll(running, { timeout: 4_000 }).toBe(0);
    });

    test.each(['at_', 'local'])(
      'days across the end of summer time are asked for exactly, by the column %s',
      async (column) => {
        const berlin = await open({ timeZone: 'Europe/Berlin' });
        const { rows } = await askSql(
          berlin,
          `SELECT id FROM seasons WHERE ${column} >= {start} AND ${column} < {end} ORDER BY id`,
          { start: new Date('2026-10-23T22:00:00Z'), end: new Date('2026-10-26T23:00:00Z') },
        );
        expect(rows).toEqual([[2], [3], [4], [5]]);
      },
    );

    test('an instant of the hour that came twice is shown as the database does, the others as instants', async () => {
      const berlin = await open({ timeZone: 'Europe/Berlin' });
      const { rows } = await askSql(
        berlin,
        'SELECT at_ FROM seasons WHERE at_ >= {start} AND at_ < {end} ORDER BY id',
        { start: new Date('2026-10-23T22:00:00Z'), end: new Date('2026-10-26T23:00:00Z') },
      );
      expect(rows).toEqual([
        ['2026-10-23T22:00:00Z'],
        ['2026-10-25 02:30:00'],
        ['2026-10-25 02:30:00'],
        ['2026-10-26T22:59:59Z'],
      ]);
    });
  },
);
