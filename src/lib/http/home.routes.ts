import { createHash } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { VERSION } from '../version.ts';

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }
code { background: #8882; border-radius: 4px; padding: 0.1em 0.4em; }
:root { color-scheme: light dark; }
`;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plantline</title>
<style>${STYLE}</style>
<h1>Plantline ${VERSION} is running</h1>
<p>It answers questions about the plant in a chat, and only ever reads.</p>
<p>Ask it something in a terminal, in the folder it was started from:</p>
<p><code>npx plantline ask "u1 load"</code></p>
<ul>
<li><a href="/readyz">/readyz</a>: is it ready to answer</li>
<li><a href="/healthz">/healthz</a>: is it running</li>
<li><a href="/api/openapi.json">/api/openapi.json</a>: its API, once you are signed in</li>
</ul>
</html>
`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page at `/`: says that Plantline runs and where to go from here. */
export function homeRoutes(): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/', { schema: { hide: true } }, (_request, reply) =>
      reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(PAGE),
    );
  };
}
