import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { routeNotFound } from './http.errors.ts';

/** What answers for itself; under these an unknown address is an error and never the admin page. */
const NOT_PAGES = /^\/(?:api|webhooks|metrics|healthz|readyz)(?:\/|$)/;
/** A page's address has no dot in its last part, a file's has. */
const IS_FILE = /\.[^/]*$/;

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Plantline</title>
<h1>Plantline is running, its page is not built</h1>
<p>Build it in the folder Plantline was started from, then reload:</p>
<p><code>npm run build:web</code></p>
<p>Until then, ask in a terminal: <code>npx plantline ask "u1 load"</code></p>
</html>
`;

/**
 * The admin page: its files, and the page itself at every address that a person may have bookmarked.
 *
 * @param dir where it was built to; when nothing is there, a page says how to build it
 */
export function webRoutes(dir: string): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(fastifyStatic, {
      root: dir,
      serve: false,
      preCompressed: true,
      dotfiles: 'ignore',
      cacheControl: false,
      suppressWarning: true,
      setHeaders: (reply) => {
        const kept = keptFor(reply.request);
        if (kept) void reply.header('cache-control', kept);
      },
    });

    function answer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
      const [path = '/'] = request.url.split('?');
      if (NOT_PAGES.test(path)) throw routeNotFound();
      if (IS_FILE.test(path)) return reply.sendFile(path);
      if (!wantsPage(request)) throw routeNotFound();
      if (existsSync(join(dir, 'index.html'))) return reply.sendFile('index.html');
      return reply.type('text/html; charset=utf-8').send(NOT_BUILT);
    }

    app.get('/', { schema: { hide: true } }, answer);
    app.get('/*', { schema: { hide: true } }, answer);
  };
}

/** A file's name in /assets changes with its content; the few others are asked for again each time. */
function keptFor({ url }: FastifyRequest): string | undefined {
  if (url.startsWith('/assets/')) return 'public, max-age=31536000, immutable';
  return IS_FILE.test(url.split('?')[0] ?? '') ? 'no-cache' : undefined;
}

/** A browser that goes to an address says it takes HTML; a script that looks for something does not. */
function wantsPage({ url, headers }: FastifyRequest): boolean {
  return url === '/' || (headers.accept ?? '').includes('text/html');
}
