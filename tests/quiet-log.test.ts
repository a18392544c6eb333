import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { createLog } from '../src/lib/log.ts';
import { type RunningPlant, startPlantline, SUPERVISOR } from './support/start-plantline.ts';

const PASSWORD = 'tall chimney, blue sky';
const WRONG = 'a password that is wrong';
const ASKED = ['u1 load', 'what nobody understands 4711', 'u1 load 8h', 'help'];

const lines: string[] = [];
let pi: Awaited<ReturnType<typeof startPiWebApi>>;
let plant: RunningPlant;
beforeAll(async () => {
  pi = await startPiWebApi({ port: 0, clock: Date.now });
  plant = await startPlantline({
    // It is stopped in between, so that there is something to log.
    plant: { url: pi.url, close: async () => {} },
    log: createLog('info', { write: (line) => lines.push(line) }),
    env: { PLANTLINE_ADMIN_USERNAME: 'sari', PLANTLINE_ADMIN_PASSWORD: PASSWORD },
  });
});
afterAll(() => plant.stop());

async function post(url: string, payload: object, headers: Record<string, string> = {}) {
  return await plant.app.http.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers });
}

test('at info a conversation, log-ins and a new token leave no text, name, password, cookie or token in the log', async () => {
  const replies = [];
  for (const text of ASKED) replies.push(...(await plant.ask(text)));
  expect(replies).toHaveLength(ASKED.length);
  await pi.close();
  replies.push(...(await plant.ask('u1 load')));

  await post('/auth/login', { username: 'sari', password: WRONG });
  const session = (await post('/auth/login', { username: 'sari', password: PASSWORD })).cookies[0]
    ?.value;
  const cookie = `plantline_session=${session}`;
  const body = { name: 'historian', role: 'viewer', expiresInDays: 1 };
  const { token } = (await post('/api-tokens', body, { cookie })).json<{ token: string }>();
  await post(
    '/auth/password',
    { currentPassword: WRONG, newPassword: `${PASSWORD} and more` },
    { cookie },
  );
  await plant.app.http.inject({
    url: '/api/v1/triggers',
    headers: { authorization: `Bearer ${token}` },
  });
  await plant.app.http.inject({
    url: '/api/v1/triggers?q=searched-for',
    headers: { cookie: `${cookie}x` },
  });

  expect(lines.length).toBeGreaterThan(0);
  const log = lines.join('');
  const secrets = [...ASKED.slice(0, 3), ...replies.map(({ text }) => text), SUPERVISOR];
  secrets.push(
    PASSWORD,
    WRONG,
    session ?? '-',
    token,
    token.slice('plt_'.length),
    'searched-for',
    'demo:demo',
  );
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(3);
    expect(log).not.toContain(secret);
    expect(log).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
});

test('each line is one JSON object that says when, how serious, and what in one sentence', () => {
  for (const line of lines) {
    expect(line.endsWith('\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({
      level: expect.stringMatching(/^(?:info|warn|error|fatal)$/) as string,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      msg: expect.stringMatching(/^[A-Z]/) as string,
    });
  }
});
