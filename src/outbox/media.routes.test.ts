import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { routeServer } from '../../tests/support/route-server.ts';
import { mediaRoutes } from './media.routes.ts';
import { openStoredFile } from './open-stored-file.ts';

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

const PICTURE = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)]);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function upload(
  { app }: Awaited<ReturnType<typeof media>>,
  type: string,
  payload: Buffer | string,
  { query = '', role = 'user' } = {},
) {
  const response = await app.inject({
    method: 'POST',
    url: `/api/v1/media${query}`,
    headers: { 'content-type': type },
    payload,
    cookies: { plantline_session: role },
  });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

describe('a picture or file to be sent', () => {
  test('is kept for its owner alone, under a name a person can read, and shown as it came', async () => {
    const server = await media();
    const query = `?fileName=${encodeURIComponent('../trends/Unit 1.png')}`;
    const { status, body } = await upload(server, 'image/png', PICTURE, { query });
    expect(status).toBe(201);
    expect(body).toMatchObject({ mimeType: 'image/png', fileName: 'Unit 1.png', sizeBytes: 108 });
    const id = String(body['id']);
    const shown = await server.app.inject({
      url: String(body['url']),
      cookies: { plantline_session: 'viewer' },
    });
    expect(shown.rawPayload).toEqual(PICTURE);
    const names = (await readdir(server.folder)).toSorted();
    expect(names).toEqual([`${id}.name`, `${id}.png`]);
    for (const name of names) {
      expect((await stat(join(server.folder, name))).mode & 0o777).toBe(0o600);
    }
    const file = await openStoredFile(server.folder, { mimeType: '', url: String(body['url']) });
    expect(file).toMatchObject({ mimeType: 'image/png', sizeBytes: 108 });
    expect(Buffer.from((await file?.read()) ?? [])).toEqual(PICTURE);
    await rm(join(server.folder, `${id}.png`));
    await expect(file?.read()).rejects.toMatchObject({ code: 'media.not_found' });
  });

  test.each([
    ['image/png', PICTURE],
    ['image/jpeg', Buffer.from('ffd8ffe000104a46', 'hex')],
    ['image/webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
    ['application/pdf', Buffer.from('%PDF-1.7\n')],
    [XLSX, Buffer.from('PK\u0003\u0004 and so on')],
    ['text/csv; charset=utf-8', Buffer.from('tag,value\nU1,612.4 °C\n')],
    ['text/plain', Buffer.from('Selamat pagi ⚡')],
  ])('may be of the kind %s', async (type, bytes) => {
    expect((await upload(await media(), type, bytes)).status).toBe(201);
  });

  test.each([
    ['a picture that is none', 'image/png', Buffer.from('<script>alert(1)</script>'), 400],
    ['a page that says it is a text, but is no text', 'text/plain', Buffer.from([0x80, 0xff]), 400],
    ['a text with a NUL', 'text/csv', Buffer.from('a,\0b'), 400],
    ['a text that ends in half a character', 'text/plain', Buffer.from([0x61, 0xe2, 0x9a]), 400],
    ['nothing', 'image/png', Buffer.alloc(0), 400],
    ['a page', 'text/html', Buffer.from('<p>'), 415],
    ['a moving picture', 'image/gif', Buffer.from('GIF89a'), 415],
    ['JSON', 'application/json', Buffer.from('{}'), 415],
    ['more than 16 MB', 'image/png', Buffer.alloc(16 * 2 ** 20 + 1), 413],
  ])('is refused, and leaves nothing behind, when it is %s', async (_what, type, bytes, status) => {
    const server = await media();
    const answer = await upload(server, type, bytes);
    expect(answer.status).toBe(status);
    expect((answer.body['error'] as { code: string }).code).toMatch(/^media\./);
    expect(await readdir(server.folder).catch(() => [])).toEqual([]);
  });

  test('of more than 16 MB is refused also when it does not say how large it is', async () => {
    const server = await media();
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.app.server.address() as AddressInfo;
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        if (pulled > 400) controller.close();
        else controller.enqueue(pulled === 1 ? PICTURE : Buffer.alloc(65_536));
      },
    });
    const init: RequestInit & { readonly duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'image/png', cookie: 'plantline_session=user' },
      body: endless,
      duplex: 'half',
    };
    let answer: number | undefined;
    try {
      answer = (await fetch(`http://127.0.0.1:${port}/api/v1/media`, init)).status;
    } catch {
      // The server hangs up on who goes on sending, who may not have read its answer by then.
    }
    expect([413, undefined]).toContain(answer);
    expect(pulled).toBeLessThan(400);
    await vi.waitFor(async () => expect(await readdir(server.folder)).toEqual([]));
  });

  test('is not taken from a viewer', async () => {
    const answer = await upload(await media(), 'image/png', PICTURE, { role: 'viewer' });
    expect(answer.status).toBe(403);
  });
});
