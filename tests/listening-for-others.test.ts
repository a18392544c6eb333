import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../src/lib/log.ts';
import { startPlantline } from './support/start-plantline.ts';

/** What is warned of at a start with these settings, and the status of what a page elsewhere gets. */
async function started(env: Readonly<Record<string, string>>) {
  const lines: string[] = [];
  const log = createLog('warn', { write: (line) => lines.push(line) });
  const plantline = await startPlantline({ log, env });
  onTestFinished(() => plantline.stop());
  const headers = { host: 'evil.example.com' };
  const { statusCode } = await plantline.app.http.inject({ url: '/healthz', headers });
  return {
    warned: lines.filter((line) => line.includes('PLANTLINE_PUBLIC_URL')).length,
    statusCode,
  };
}

test.each([
  [{ PLANTLINE_HOST: '127.0.0.1' }, 0, 403],
  [{ PLANTLINE_HOST: '0.0.0.0' }, 1, 200],
  [{ PLANTLINE_HOST: '0.0.0.0', PLANTLINE_PUBLIC_URL: 'https://plant.example.com' }, 0, 403],
])(
  'with %j a start warns %i times of being open to others, and a page elsewhere gets %i',
  async (env, times, status) => {
    const { warned, statusCode } = await started(env);
    expect(warned).toBe(times);
    expect(statusCode).toBe(status);
  },
);
