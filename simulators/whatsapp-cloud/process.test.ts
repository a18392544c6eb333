import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startEventCatcher } from './conformance/event-catcher.ts';
import { controlWhatsappCloud } from './index.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

test('a server in its own process is steered over HTTP, and ends with whoever started it', async () => {
  const child = spawn(process.execPath, [MAIN, '--exit-with-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const catcher = await startEventCatcher();
  onTestFinished(async () => {
    child.kill();
    await ended;
    await catcher.close();
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url, controlUrl } = JSON.parse(line) as { url: string; controlUrl: string };
  const cloud = controlWhatsappCloud(controlUrl);
  await cloud.setWebhook(catcher.url);
  const { id } = await cloud.write({ from: '6281200000001', text: 'hello' });
  expect(id).toMatch(/^wamid\./);
  const sent = await fetch(`${url}/v25.0/106500000000001/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer EAAsimulator', 'content-type': 'application/json' },
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      to: '6281200000001',
      type: 'text',
      text: { body: 'hello yourself' },
    }),
  });
  expect(sent.status).toBe(200);
  expect((await cloud.received('6281200000001')).map(({ text }) => text)).toEqual([
    'hello yourself',
  ]);
  await catcher.waitFor(3);
  await expect(cloud.tap('6281200000001', 'wamid.NONE', '1')).rejects.toThrow('offers no 1');
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});
