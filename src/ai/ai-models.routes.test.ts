import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { createOutbound } from '../lib/outbound/index.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { sumModelUsage } from './ai-answers-usage.repository.ts';
import { findAiModel, reencryptAiModels } from './ai-models.repository.ts';
import { aiModelRoutes } from './ai-models.routes.ts';
import { createModels } from './model/index.ts';

const secrets = createSecretBox(Buffer.alloc(32, 1));
const outbound = createOutbound({ allowPrivate: true });
const KEY = 'key-that-nobody-sees';
const OLLAMA = {
  name: 'Ollama',
  kind: 'openai-compatible',
  config: { baseUrl: 'http://127.0.0.1:9/v1', model: 'm', apiKey: KEY },
};

describe.each(ENGINES)('models over HTTP on %s', (engine) => {
  const serve = async () =>
    await routeServer(engine, (deps) =>
      aiModelRoutes({
        ...deps,
        secrets,
        outbound,
        models: createModels({ db: deps.db.read, secrets, outbound }),
        wantedModel: () => '',
        dayLimits: () => ({ tokensPerDay: 1_000, usdPerDay: 2 }),
        timeZone: 'Asia/Jakarta',
      }),
    );

  test('one is connected, shown without its key, changed, tested and deleted; a rotated key still opens it', async () => {
    const { call, db, audited } = await serve();
    const made = await call('POST', '/ai-models', OLLAMA);
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Ollama', isUsed: true, secretsSet: ['apiKey'], config: { model: 'm' } },
    });
    expect(made.text).not.toContain(KEY);
    const { id } = made.body as { id: string };
    expect(JSON.stringify(await findAiModel(db.read, id))).not.toContain(KEY);

    const config = { baseUrl: 'http://127.0.0.1:9/v1', model: 'other' };
    expect(await call('PATCH', `/ai-models/${id}`, { config })).toMatchObject({
      status: 200,
      body: { secretsSet: ['apiKey'], config },
    });
    const elsewhere = { config: { ...config, baseUrl: 'http://127.0.0.1:10/v1' } };
    expect(await call('PATCH', `/ai-models/${id}`, elsewhere)).toMatchObject({
      status: 400,
      body: { error: { code: 'ai_models.secret_needed' } },
    });
    expect(await call('POST', `/ai-models/${id}/test`)).toMatchObject({
      status: 200,
      body: { status: 'failed', steps: [{ name: 'reach', ok: false }] },
    });

    const other = createSecretBox(Buffer.alloc(32, 2));
    expect(await db.write((tx) => reencryptAiModels(tx, secrets, other))).toEqual({
      done: 1,
      lost: 0,
    });
    const stored = await findAiModel(db.read, id);
    expect(other.decryptFields(stored?.config ?? {}, ['apiKey'], id)).toMatchObject({
      apiKey: KEY,
    });

    expect((await call('DELETE', `/ai-models/${id}`)).status).toBe(204);
    expect((await call('GET', `/ai-models/${id}`)).status).toBe(404);
    const log = await audited();
    expect(log.map(({ action }) => action)).toEqual([
      'ai_models.created',
      'ai_models.changed',
      'ai_models.tested',
      'ai_models.deleted',
    ]);
    expect(JSON.stringify(log)).not.toContain(KEY);
  });

  test.each([
    ['a kind that there is not', { ...OLLAMA, kind: 'x' }, 'ai_models.unknown_kind'],
    [
      'a field that there is not',
      { ...OLLAMA, config: { ...OLLAMA.config, x: 1 } },
      'ai_models.bad_config',
    ],
    [
      'an address of cloud metadata',
      { ...OLLAMA, config: { ...OLLAMA.config, baseUrl: 'http://169.254.169.254/v1' } },
      'ai_models.bad_config',
    ],
    [
      'an address with a password',
      { ...OLLAMA, config: { ...OLLAMA.config, baseUrl: 'http://a:b@127.0.0.1/v1' } },
      'ai_models.bad_config',
    ],
    [
      'no key where one is needed',
      { name: 'x', kind: 'openai', config: { model: 'm' } },
      'ai_models.bad_config',
    ],
  ])('%s is refused', async (_what, body, code) => {
    const { call } = await serve();
    expect(await call('POST', '/ai-models', body)).toMatchObject({
      status: 400,
      body: { error: { code } },
    });
  });

  test('they are for administrators', async () => {
    const { call } = await serve();
    expect((await call('GET', '/ai-models', undefined, 'user')).status).toBe(403);
    expect((await call('POST', '/ai-models', OLLAMA, 'user')).status).toBe(403);
    expect(await call('GET', '/ai-models/kinds')).toMatchObject({
      body: {
        items: [
          { kind: 'openai-compatible', configSchema: { properties: { apiKey: { secret: true } } } },
          {},
          {},
          {},
          {},
        ],
      },
    });
  });

  test('what was used today is told by model, from midnight at the site on, with what is not known of its cost', async () => {
    const { call, db } = await serve();
    const priced = { inputUsdPerMillion: 1, outputUsdPerMillion: 2 };
    await call('POST', '/ai-models', { ...OLLAMA, config: { ...OLLAMA.config, ...priced } });
    await call('POST', '/ai-models', { ...OLLAMA, name: 'Unpriced' });
    const usage = async () => (await call('GET', '/ai-models/usage')).body;
    // The server's clock stands at noon of 27 November in Jakarta.
    expect(await usage()).toEqual({
      from: '2026-11-26T17:00:00.000Z',
      questions: 0,
      tokens: 0,
      usd: 0,
      isCostKnown: true,
      tokensPerDay: 1_000,
      usdPerDay: 2,
      items: [
        expect.objectContaining({ questions: 0, tokens: 0 }),
        expect.objectContaining({ questions: 0, tokens: 0 }),
      ],
    });
    const used = (model: string | null, at: string, tokens: number | null, usd: number | null) =>
      db.write((tx) =>
        tx
          .insertInto('ai_answers')
          .values({
            id: randomUUID(),
            question: 'q',
            language: 'en',
            path: model === null ? 'built_in' : 'model',
            outcome: 'answered',
            ms: 1,
            model,
            input_tokens: tokens,
            output_tokens: tokens,
            cost_usd: usd,
            created_at: new Date(at),
          })
          .execute(),
      );
    await used('Ollama', '2026-11-26T16:59:59.000Z', 500, 9);
    await used('Ollama', '2026-11-26T17:00:00.000Z', 10, 0.25);
    await used('Ollama', '2026-11-27T04:00:00.000Z', 20, 0.5);
    await used(null, '2026-11-27T04:00:00.000Z', null, null);
    expect(await usage()).toMatchObject({ questions: 2, tokens: 60, usd: 0.75, isCostKnown: true });
    await used('Unpriced', '2026-11-27T04:00:00.000Z', 1, 0);
    expect(await usage()).toMatchObject({ questions: 3, tokens: 62, isCostKnown: false });
    const { items } = (await usage()) as { items: { name: string }[] };
    expect(items.toSorted((a, b) => a.name.localeCompare(b.name))).toMatchObject([
      { name: 'Ollama', questions: 2, tokens: 60, usd: 0.75 },
      { name: 'Unpriced', questions: 1, tokens: 2, usd: null },
    ]);
    expect((await call('GET', '/ai-models/usage', undefined, 'user')).status).toBe(403);
  });

  test('what questions used is summed from an instant on', async () => {
    const { db } = await serve();
    const answer = {
      question: 'q',
      language: 'en',
      path: 'model',
      outcome: 'answered',
      ms: 1,
      input_tokens: 10,
      output_tokens: 5,
      cost_usd: 0.5,
    };
    const at = (day: string) => new Date(`${day}T00:00:00Z`);
    await db.write(async (tx) => {
      for (const [id, created_at] of [
        ['a', at('2026-11-26')],
        ['b', at('2026-11-28')],
        ['c', at('2026-11-29')],
      ] as const) {
        await tx
          .insertInto('ai_answers')
          .values({ ...answer, id, created_at })
          .execute();
      }
    });
    expect(await sumModelUsage(db.read, at('2026-11-28'))).toEqual({ tokens: 30, usd: 1 });
    expect(await sumModelUsage(db.read, at('2026-11-28'), 'nobody')).toEqual({ tokens: 0, usd: 0 });
  });
});
