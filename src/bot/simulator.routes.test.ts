import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttpServer } from '../lib/http/index.ts';
import { simulatorRoutes } from './simulator.routes.ts';
import type { SimulatorMessage } from './simulator.routes.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const REPLY = {
  text: '*u1 load*\n*612.4 MW*',
  media: [{ mimeType: 'image/png', url: '/api/v1/media/7' }],
  facts: [
    {
      source: 'Plant PI',
      tag: 'U1_LOAD_NET',
      value: 612.4,
      unit: 'MW',
      timestamp: '2026-03-01T07:32:05Z',
      quality: 'good' as const,
      kind: 'value' as const,
    },
  ],
};

async function simulator() {
  const received: { message: SimulatorMessage; waitMs: number; via?: string | undefined }[] = [];
  const user = { id: '1', username: 'sari', fullName: null, role: 'user' as const };
  const app = await createHttpServer({
    log: silent,
    authenticator: { bySession: async () => user, byBearer: async () => user },
  });
  const receive = async (message: SimulatorMessage, waitMs: number, via?: string) => {
    received.push({ message, waitMs, via });
    return { messageId: message.id ?? 'm1', replies: waitMs > 0 ? [REPLY] : [] };
  };
  await app.register(simulatorRoutes({ receive }), { prefix: '/api/v1' });
  onTestFinished(() => app.close());
  const send = (query: string, payload: object) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/simulator/messages${query}`,
      headers: { authorization: 'Bearer x' },
      payload,
    });
  return { send, received };
}

describe('a message as if by WhatsApp', () => {
  test('without wait is accepted, and its id is told', async () => {
    const { send, received } = await simulator();
    const response = await send('', { from: '+6281200000001', text: 'u1 load' });
    expect(response.statusCode).toBe(202);
    expect(response.json()).toEqual({ messageId: 'm1' });
    const message = { from: '+6281200000001', text: 'u1 load' };
    expect(received).toEqual([{ message, waitMs: 0, via: 'sari' }]);
  });

  test('with wait is answered with its replies and their facts', async () => {
    const { send, received } = await simulator();
    const response = await send('?wait=2.5', {
      from: '+6281200000001',
      text: 'u1 load',
      id: 'a-1',
    });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.json()).toEqual({ messageId: 'a-1', replies: [REPLY] });
    expect(received[0]?.waitMs).toBe(2500);
  });

  test('keeps who wrote it, the chat and whether the bot was meant', async () => {
    const { send, received } = await simulator();
    const message = {
      from: '+6281200000001',
      text: '@bot u1 load',
      name: 'Sari',
      chat: '1203630@g.us',
      mentionsBot: true,
      id: 'x',
    };
    await send('?wait=1', message);
    expect(received[0]?.message).toEqual(message);
  });

  test('comes from whoever is signed in, whatever the message says', async () => {
    const { send, received } = await simulator();
    await send('', { from: '+62', text: 'a', via: 'budi' });
    expect(received).toMatchObject([{ message: { from: '+62' }, via: 'sari' }]);
    expect(received[0]?.message).not.toHaveProperty('via');
  });

  test.each([
    ['', ''],
    ['100 kB', 'x'.repeat(100_000)],
    ['emoji and right-to-left marks', '😀\u200F\u202Eu1 load'],
    ['a prototype name', '__proto__'],
  ])('text of any kind is passed on as it is: %s', async (_name, text) => {
    const { send, received } = await simulator();
    expect((await send('?wait=1', { from: '+62', text })).statusCode).toBe(200);
    expect(received[0]?.message.text).toBe(text);
  });

  test.each([
    ['?wait=-1', { from: '+62', text: 'a' }],
    ['?wait=121', { from: '+62', text: 'a' }],
    ['?wait=soon', { from: '+62', text: 'a' }],
    ['?wait=NaN', { from: '+62', text: 'a' }],
    ['', { text: 'a' }],
    ['', { from: '', text: 'a' }],
    ['', { from: '+62' }],
    ['', { from: '+62', text: 5 }],
    ['', { from: '+62', text: 'a', id: '' }],
    ['', { from: '+62', text: 'a', mentionsBot: 'yes' }],
    ['', []],
  ])('what does not fit is refused before anything is kept: %s %j', async (query, payload) => {
    const { send, received } = await simulator();
    const response = await send(query, payload);
    expect(response.statusCode).toBe(400);
    expect(response.json().error.code).toBe('http.invalid_request');
    expect(received).toEqual([]);
  });
});
