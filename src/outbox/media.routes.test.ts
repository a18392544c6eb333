import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { routeServer } from '../../tests/support/route-server.ts';
import { mediaRoutes } from './media.routes.ts';

const UUID = '0193b3a0-1111-7abc-8def-0123456789ab';
const HASH = createHash('sha256').update('trend').digest('hex');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

async function media() {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantline-media-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const folder = join(dataDir, 'media');
  const server = await routeServer('sqlite', () => mediaRoutes({ folder }));
  await writeFile(join(dataDir, 'secret.key'), 'secret');
  return { ...server, dataDir, folder };
}

describe('a picture or file that was sent', () => {
  test('is shown to who is signed in, as what it is and as nothing else', async () => {
    const { app, folder } = await media();
    await mkdir(folder);
    await writeFile(join(folder, `${HASH}.png`), PNG);
    const url = `/api/v1/media/${HASH}`;
    const shown = await app.inject({ url, cookies: { plantline_session: 'viewer' } });
    expect(shown.statusCode).toBe(200);
    expect(shown.rawPayload).toEqual(PNG);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '7',
      'content-disposition': `inline; filename="${HASH}.png"`,
      'x-content-type-options': 'nosniff',
    });
    expect((await app.inject({ url })).statusCode).toBe(401);
    const head = await app.inject({
      method: 'HEAD',
      url,
      cookies: { plantline_session: 'viewer' },
    });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  test('is saved, not opened, when it is no picture', async () => {
    const { call, folder } = await media();
    await mkdir(folder);
    await writeFile(join(folder, `${UUID}.csv`), 'a,b');
    const { headers, text } = await call('GET', `/media/${UUID}`);
    expect(text).toBe('a,b');
    expect(headers['content-disposition']).toBe(`attachment; filename="${UUID}.csv"`);
  });

  test('is told to be none while nothing was ever sent', async () => {
    const { call } = await media();
    expect(await call('GET', `/media/${UUID}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'media.not_found' } },
    });
  });

  test.each([
    '../secret.key',
    '..%2Fsecret.key',
    '%2e%2e%2fsecret.key',
    `..%2Fmedia%2F${HASH}`,
    `${HASH}.png`,
    `${HASH}%00`,
    HASH.toUpperCase(),
    '7',
    '__proto__',
    'x'.repeat(150),
  ])('leads nowhere else: %s', async (id) => {
    const { call, folder } = await media();
    await mkdir(folder);
    await writeFile(join(folder, `${HASH}.png`), PNG);
    const { status, text } = await call('GET', `/media/${id}`);
    expect(status).toBe(404);
    expect(text).not.toContain('secret');
  });

  test('is no link, no folder, and no kind a browser would run', async () => {
    const { call, dataDir, folder } = await media();
    await mkdir(join(folder, `${UUID}.png`), { recursive: true });
    await symlink(join(dataDir, 'secret.key'), join(folder, `${HASH}.txt`));
    const page = UUID.replace('0193', '0194');
    await writeFile(join(folder, `${page}.html`), '<script>');
    for (const id of [UUID, HASH, page]) {
      expect((await call('GET', `/media/${id}`)).status).toBe(404);
    }
  });
});
