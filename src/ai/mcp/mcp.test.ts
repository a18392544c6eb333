import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningPlant, startPlantline } from '../../../tests/support/start-plantline.ts';

const ADMIN = { username: 'chief', password: 'a long pass phrase for tests' };

describe('another assistant', () => {
  let plant: RunningPlant;
  let cookie: string;
  beforeAll(async () => {
    plant = await startPlantline({
      env: { PLANTLINE_ADMIN_USERNAME: ADMIN.username, PLANTLINE_ADMIN_PASSWORD: ADMIN.password },
    });
    const login = await post('/api/v1/auth/login', ADMIN);
    cookie = `plantline_session=${login.cookies[0]?.value ?? ''}`;
  });
  afterAll(() => plant?.stop());

  async function post(url: string, payload: object, headers: Record<string, string> = {}) {
    return await plant.app.http.inject({ method: 'POST', url, payload, headers });
  }

  let tokens = 0;
  async function makeToken(): Promise<{ id: string; token: string }> {
    const made = await post(
      '/api/v1/api-tokens',
      { name: `assistant ${(tokens += 1)}`, role: 'viewer', expiresInDays: 1 },
      { cookie },
    );
    return made.json();
  }

  async function connect(token: string): Promise<Client> {
    const client = new Client({ name: 'a test', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL('/mcp', plant.app.address()), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    });
    await client.connect(transport);
    return client;
  }

  async function call(client: Client, name: string, input: Record<string, unknown>) {
    return (await client.callTool({ name, arguments: input })) as CallToolResult;
  }

  function textOf({ content }: CallToolResult): string {
    return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  }

  test('is told the tools that read, and none that asks in SQL', async () => {
    const client = await connect((await makeToken()).token);
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['find_tags', 'current_values', 'statistics']));
    expect(names).not.toContain('query');
    for (const { annotations, inputSchema, description } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(inputSchema.type).toBe('object');
      expect(description?.length).toBeGreaterThan(20);
    }
    await client.close();
  });

  test('reads a value as the plant has it', async () => {
    const client = await connect((await makeToken()).token);
    const answer = await call(client, 'value_at', {
      tags: ['u1_load_net'],
      at: new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000).toISOString(),
    });
    expect(answer.isError).toBeFalsy();
    expect(textOf(answer)).toContain('U1_LOAD_NET');
    expect(textOf(answer)).toContain('MW');
    await client.close();
  });

  test('gets a picture with a trend', async () => {
    const client = await connect((await makeToken()).token);
    const now = Date.now();
    const answer = await call(client, 'trend', {
      tags: ['U1_LOAD_NET'],
      start: new Date(now - 3_600_000).toISOString(),
      end: new Date(now).toISOString(),
    });
    const picture = answer.content.find((part) => part.type === 'image');
    expect(picture).toMatchObject({ mimeType: 'image/png' });
    await client.close();
  });

  test('is told in words what was wrong, and the next call is answered', async () => {
    const client = await connect((await makeToken()).token);
    const wrong = await call(client, 'current_values', { tags: ['NO_SUCH_TAG'] });
    expect(wrong.isError).toBe(true);
    expect(textOf(wrong)).toContain('NO_SUCH_TAG');
    const rubbish = await call(client, 'current_values', { tags: 7 });
    expect(rubbish.isError).toBe(true);
    expect((await call(client, 'open_valve', { tag: 'X' })).isError).toBe(true);
    expect((await call(client, 'query', { source: 'Plant PI', sql: 'SELECT 1' })).isError).toBe(
      true,
    );
    expect((await call(client, 'current_values', { tags: ['SINUSOID'] })).isError).toBeFalsy();
    await client.close();
  });

  test('is not let in without a token, nor with one that was taken back', async () => {
    const bare = await post('/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect(bare.statusCode).toBe(401);
    const { id, token } = await makeToken();
    const client = await connect(token);
    await plant.app.http.inject({
      method: 'DELETE',
      url: `/api/v1/api-tokens/${id}`,
      headers: { cookie },
    });
    await expect(client.listTools()).rejects.toThrow();
  });

  test('leaves a line in the audit log for each call', async () => {
    const client = await connect((await makeToken()).token);
    await call(client, 'current_values', { tags: ['CDT158'] });
    await client.close();
    const logged = await plant.app.http.inject({
      url: '/api/v1/audit-logs?action=mcp.called&limit=1',
      headers: { cookie },
    });
    const { items } = logged.json<{ items: { details: unknown }[] }>();
    expect(items[0]?.details).toMatchObject({
      tool: 'current_values',
      input: { tags: ['CDT158'] },
    });
  });

  test('sends one message at a time, and fills no audit log', async () => {
    const headers = { authorization: `Bearer ${(await makeToken()).token}` };
    const message = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'x'.repeat(5_000), arguments: { tags: ['y'.repeat(100_000)] } },
    };
    const many = await post('/mcp', [message, message], headers);
    expect(many.statusCode).toBe(400);
    expect(many.json()).toMatchObject({ error: { code: 'mcp.refused' } });
    expect((await post('/mcp', message, headers)).statusCode).toBe(200);
    const logged = await plant.app.http.inject({
      url: '/api/v1/audit-logs?action=mcp.called&limit=1',
      headers: { cookie },
    });
    const { items } = logged.json<{ items: { details: { tool: string } }[] }>();
    expect(items[0]?.details.tool).toMatch(/^x+$/);
    expect(JSON.stringify(items[0]?.details).length).toBeLessThan(3_000);
  });

  test('that sends rubbish gets an answer in words, and GET says how to ask', async () => {
    const headers = {
      authorization: `Bearer ${(await makeToken()).token}`,
      accept: 'application/json, text/event-stream',
    };
    for (const payload of [{}, [], { jsonrpc: '2.0' }, { jsonrpc: '2.0', id: 1, method: 'x' }]) {
      const answer = await post('/mcp', payload, headers);
      expect([200, 202, 400]).toContain(answer.statusCode);
      if (answer.statusCode !== 202) expect(answer.json()).toHaveProperty('error');
    }
    const get = await plant.app.http.inject({ url: '/mcp', headers });
    expect(get.statusCode).toBe(405);
    expect(get.json()).toMatchObject({ error: { code: 'mcp.only_post' } });
  });
});
