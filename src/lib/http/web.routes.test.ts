import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authRequired } from './http.errors.ts';
import { createHttpServer } from './create-http-server.ts';
import { webRoutes } from './web.routes.ts';

const PAGE = '<!doctype html><title>Plantline</title>';
const SCRIPT = 'export const answer = 42;';
const BROWSER = { accept: 'text/html,application/xhtml+xml' };

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

async function serverOf(dir: string): Promise<FastifyInstance> {
  const app = await createHttpServer({
    log: quiet,
    authenticator: {
      async bySession(token) {
        if (token !== 'viewer') throw authRequired();
        return { id: '1', username: 'v', fullName: null, role: 'viewer' };
      },
      byBearer: () => Promise.reject(authRequired()),
    },
  });
  await app.register(webRoutes(dir));
  await app.ready();
  return app;
}

let folder: string;
let app: FastifyInstance;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plantline-web-'));
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(dist, 'index.html'), PAGE);
  writeFileSync(join(dist, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dist, '.built'), 'private');
  writeFileSync(join(dist, 'assets/index-Ab12.js'), SCRIPT);
  writeFileSync(join(dist, 'assets/index-Ab12.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(folder, 'secret.key'), 'private');
  app = await serverOf(dist);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('the admin page', () => {
  test.each([
    '/',
    '/login',
    '/triggers',
    '/triggers/',
    '/data-sources/ds1?open=x',
    '/nowhere/at/all',
  ])('a browser that goes to %s gets it, and keeps no copy', async (url) => {
    const response = await app.inject({ url, headers: BROWSER });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.body).toBe(PAGE);
  });

  test('/ is the page whatever is asked for', async () => {
    expect((await app.inject({ url: '/' })).body).toBe(PAGE);
  });

  test('a script that looks for an address nobody has is told so', async () => {
    const response = await app.inject({ url: '/nowhere' });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ error: { code: 'http.not_found' } });
  });

  test('its files may be kept for a year, since another content has another name', async () => {
    const response = await app.inject({ url: '/assets/index-Ab12.js' });
    expect(response.statusCode).toBe(200);
    expect(response.body).toBe(SCRIPT);
    expect(response.headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('a browser that takes compressed files gets the one that was compressed when it was built', async () => {
    const response = await app.inject({
      url: '/assets/index-Ab12.js',
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(response.headers['content-encoding']).toBe('br');
    expect(response.headers['vary']).toMatch(/accept-encoding/i);
    expect(response.headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect(String(brotliDecompressSync(response.rawPayload))).toBe(SCRIPT);
  });

  test('a file whose name stays is asked for again each time', async () => {
    const response = await app.inject({ url: '/icon.svg' });
    expect(response.statusCode).toBe(200);
    expect(response.headers['cache-control']).toBe('no-cache');
  });

  test.each([
    '/assets/gone-Ab13.js',
    '/assets/..%2f..%2fsecret.key',
    '/..%2fsecret.key',
    '/%2e%2e/secret.key',
    '/.built',
    '/assets/index-Ab12.js%00.html',
  ])('%s is no file of the page', async (url) => {
    const response = await app.inject({ url, headers: BROWSER });
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    expect(response.body).not.toContain('private');
    expect(response.json()).toMatchObject({ error: { code: expect.any(String) } });
  });

  test('a file that is gone is not remembered as gone', async () => {
    const response = await app.inject({ url: '/assets/gone-Ab13.js', headers: BROWSER });
    expect(response.statusCode).toBe(404);
    expect(response.headers['cache-control']).toBe('no-store');
  });
});

describe('what is not the page', () => {
  test.each(['/api/v1/nope', '/api/', '/api/v1/triggers.html'])(
    '%s is nobody’s business without a session',
    async (url) => {
      const response = await app.inject({ url, headers: BROWSER });
      expect(response.statusCode).toBe(401);
      expect(response.json()).toMatchObject({ error: { code: 'auth.required' } });
    },
  );

  test.each(['/api/v1/nope', '/webhooks/nope', '/metrics/nope'])(
    '%s is 404 in the one form with one',
    async (url) => {
      const response = await app.inject({
        url,
        headers: BROWSER,
        cookies: { plantline_session: 'viewer' },
      });
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({ error: { code: 'http.not_found' } });
    },
  );
});

test('a page that was not built says how to build it', async () => {
  const other = await serverOf(join(folder, 'nothing-here'));
  const response = await other.inject({ url: '/', headers: BROWSER });
  expect(response.statusCode).toBe(200);
  expect(response.body).toContain('npm run build:web');
  expect(response.body).not.toMatch(/<script|<style| style=/);
  await other.close();
});
