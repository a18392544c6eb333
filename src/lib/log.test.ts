import { expect, test } from 'vitest';
import { AppError } from '#sdk';
import { createLog } from './log.ts';

function logTo(lines: Record<string, unknown>[], level: 'info' | 'debug' = 'info') {
  return createLog(level, { write: (line) => lines.push(JSON.parse(line)) });
}

test('a line is one JSON object with level, instant, details and one sentence', () => {
  const lines: Record<string, unknown>[] = [];
  logTo(lines).info({ messageId: 'm1' }, 'Answered');
  expect(lines).toEqual([
    { level: 'info', time: expect.stringMatching(/Z$/), messageId: 'm1', msg: 'Answered' },
  ]);
});

test('what is less serious than the level is left out', () => {
  const lines: Record<string, unknown>[] = [];
  logTo(lines).debug({}, 'Detail');
  expect(lines).toEqual([]);
  logTo(lines, 'debug').debug({}, 'Detail');
  expect(lines).toHaveLength(1);
});

test('an error is written with its code and what caused it', () => {
  const lines: Record<string, unknown>[] = [];
  const error = new AppError(
    'upstream',
    'pi.unreachable',
    'No answer.',
    {},
    new Error('ECONNRESET'),
  );
  logTo(lines).error({ error }, 'Could not answer');
  expect(lines[0]?.['error']).toMatchObject({
    code: 'pi.unreachable',
    message: 'No answer.',
    cause: { message: 'ECONNRESET' },
  });
});

test('secrets are blanked, whoever logs them', () => {
  const lines: Record<string, unknown>[] = [];
  const config = { baseUrl: 'https://pi', password: 'hunter2' };
  logTo(lines).info({ config, token: 'hunter2', headers: { authorization: 'hunter2' } }, 'x');
  const error = Object.assign(new Error('refused'), { request: { cookie: 'hunter2' } });
  logTo(lines).error({ error, body: { newPassword: 'hunter2' } }, 'x');
  expect(JSON.stringify(lines)).not.toContain('hunter2');
  expect(lines[0]).toMatchObject({ config: { baseUrl: 'https://pi' } });
});
