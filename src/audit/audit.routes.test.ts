import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import type { Engine } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import { auditRoutes, verifyAudit } from './index.ts';

type Page = { items: { id: string; seq: number; action: string }[]; nextCursor: string | null };

async function auditServer(engine: Engine) {
  const server = await routeServer(engine, (deps) =>
    auditRoutes({
      ...deps,
      timeZone: 'Asia/Jakarta',
      verify: () => verifyAudit(deps.db.read, Buffer.alloc(32, 1)),
    }),
  );
  const { createAudit } = await import('./index.ts');
  const audit = createAudit(Buffer.alloc(32, 1));
  const record = async (action: string, at: string, details: object = {}, actor = 'sari') =>
    await server.db.write((tx) =>
      audit.record(tx, {
        actor: { ...localActor(actor), ipAddress: '10.0.0.5', userAgent: 'Firefox' },
        action,
        details: { ...details },
        at: new Date(at),
      }),
    );
  return { ...server, record };
}

describe.each(ENGINES)('the audit log over HTTP on %s', (engine) => {
  test('entries are listed newest first, and each is shown whole', async () => {
    const { call, record } = await auditServer(engine);
    await record('triggers.created', '2026-11-26T01:00:00Z', { id: 't1' });
    await record('auth.logged_in', '2026-11-26T02:00:00Z');
    const { items } = (await call('GET', '/audit-logs')).body as Page;
    expect(items.map(({ action }) => action)).toEqual(['auth.logged_in', 'triggers.created']);
    expect((await call('GET', `/audit-logs/${items[1]?.id}`)).body).toEqual({
      id: items[1]?.id,
      seq: 1,
      action: 'triggers.created',
      actor: 'sari',
      userId: null,
      details: { id: 't1' },
      ipAddress: '10.0.0.5',
      userAgent: 'Firefox',
      timestamp: '2026-11-26T01:00:00.000Z',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      previousHash: '0'.repeat(64),
    });
  });

  test('they are found by action, feature, time and words', async () => {
    const { call, record } = await auditServer(engine);
    await record('triggers.created', '2026-11-26T01:00:00Z', { name: 'U1 load' });
    await record('triggers.deleted', '2026-11-26T02:00:00Z', { name: 'u2 load' });
    await record('triggersX.made', '2026-11-26T03:00:00Z');
    const found = async (query: string) =>
      ((await call('GET', `/audit-logs?${query}`)).body as Page).items.map(({ action }) => action);
    expect(await found('action=triggers.created')).toEqual(['triggers.created']);
    expect(await found('action=triggers.')).toEqual(['triggers.deleted', 'triggers.created']);
    expect(await found('from=2026-11-26T02:00:00Z&to=2026-11-26T03:00:00Z')).toEqual([
      'triggers.deleted',
    ]);
    expect(await found('q=u1%20LOAD')).toEqual(['triggers.created']);
    expect(await found('sort=timestamp')).toHaveLength(3);
  });

  test('in the order of the chain they come one after the other, page after page', async () => {
    const { call, record } = await auditServer(engine);
    for (let index = 0; index < 9; index++) await record('a.b', '2026-11-26T01:00:00Z');
    const seqs: number[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = (await call('GET', `/audit-logs?sort=-seq&limit=4${after}`)).body as Page;
      seqs.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seqs).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('page after page shows each entry once, also those of one moment', async () => {
    const { call, record } = await auditServer(engine);
    for (let index = 0; index < 9; index++) {
      await record('a.b', `2026-11-26T01:00:0${Math.floor(index / 4)}Z`);
    }
    const seqs: number[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = (await call('GET', `/audit-logs?limit=2${after}`)).body as Page;
      seqs.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seqs[0]).toBe(9);
    expect(seqs.slice(1, 5).toSorted((a, b) => a - b)).toEqual([5, 6, 7, 8]);
    expect(seqs.slice(5).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  test('the chain is verified, and an entry changed behind Plantline’s back is named', async () => {
    const { call, record, db } = await auditServer(engine);
    for (const hour of [1, 2, 3]) await record('a.b', `2026-11-26T0${hour}:00:00Z`);
    const good = await call('POST', '/audit-logs/verify');
    expect([good.status, good.body]).toMatchObject([
      200,
      { ok: true, checked: 3, firstBroken: null, head: { seq: 3 }, unchained: 0 },
    ]);
    await db.write((tx) =>
      tx.updateTable('audit_logs').set({ actor: 'budi' }).where('seq', '=', 2).execute(),
    );
    expect((await call('POST', '/audit-logs/verify')).body).toMatchObject({
      ok: false,
      checked: 1,
      firstBroken: { seq: 2, reason: 'changed' },
    });
  });

  test('an export cannot run a formula in a spreadsheet, and is itself logged', async () => {
    const { call, record, audited } = await auditServer(engine);
    await record('a.b', '2026-11-26T01:00:00Z', { id: 1 }, '=HYPERLINK("http://evil")');
    await record('a.b', '2026-11-26T02:00:00Z', {}, '+62811');
    const { text, headers } = await call('GET', '/audit-logs?format=csv&action=a.b');
    expect(headers).toMatchObject({
      'content-disposition': 'attachment; filename="audit-logs.csv"',
    });
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
    expect(text).toContain(`'=HYPERLINK`);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'exports.made',
      actor: 'admin-tester',
      details: { list: 'audit-logs', action: 'a.b' },
    });
  });

  test('an entry that is not there is told plainly', async () => {
    const { call } = await auditServer(engine);
    expect(await call('GET', '/audit-logs/nope')).toMatchObject({
      status: 404,
      body: { error: { code: 'audit_logs.not_found' } },
    });
  });

  test.each(['from=yesterday', 'sort=details', 'limit=0', 'limit=201', 'cursor=x', 'who=sari'])(
    '%s is refused',
    async (query) => {
      const { call } = await auditServer(engine);
      expect((await call('GET', `/audit-logs?${query}`)).status).toBe(400);
    },
  );

  test.each(['viewer', 'user'] as const)('a %s may neither read nor verify it', async (role) => {
    const { call } = await auditServer(engine);
    expect((await call('GET', '/audit-logs', undefined, role)).status).toBe(403);
    expect((await call('POST', '/audit-logs/verify', undefined, role)).status).toBe(403);
  });
});
