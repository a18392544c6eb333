import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freshFolder } from '../../tests/support/files.ts';
import { openDatabase } from './index.ts';

const WRITER = fileURLToPath(
  new URL('../../tests/support/acknowledging-writer.ts', import.meta.url),
);
const RUNS = 5;

/** Lets the process acknowledge some messages, kills it in the middle of its work, and gives what it acknowledged. */
async function killWhileWriting(url: string, run: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [WRITER, url, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    // A different moment each time.
    if (output.length > 400 * (run + 1)) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [unknown, string];
  expect(signal).toBe('SIGKILL');
  return output.split('\n').slice(0, -1);
}

test(
  'what was acknowledged is there, whole, however often the process is killed',
  { retry: 0 },
  async () => {
    const url = `sqlite:${freshFolder()}/app.db`;
    for (let run = 0; run < RUNS; run += 1) {
      const acknowledged = await killWhileWriting(url, run);
      expect(acknowledged.length).toBeGreaterThan(20);

      const db = await openDatabase(url);
      const kept = await db.read.selectFrom('messages').select('id').execute();
      const answers = await db.read.selectFrom('outgoing_messages').select('in_reply_to').execute();
      await db.close();
      const keptIds = new Set(kept.map(({ id }) => id));
      expect(acknowledged.filter((id) => !keptIds.has(id))).toEqual([]);
      expect(new Set(answers.map(({ in_reply_to }) => in_reply_to))).toEqual(keptIds);
    }
  },
);
