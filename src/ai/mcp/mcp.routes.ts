import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '#sdk';
import type { Audit } from '../../audit/index.ts';
import type { Db } from '../../db/index.ts';
import { ErrorReply, actorOf } from '../../lib/http/index.ts';
import type { ToolAsking } from '../tools/index.ts';
import { createMcpServer, type McpServerDeps } from './create-mcp-server.ts';
import { mcpOnlyPost, mcpRefused } from './mcp.errors.ts';

export type McpRoutesDeps = Pick<McpServerDeps, 'tools' | 'draw'> & {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  /** What a signed-in user or an API token may ask: what its role may read at the page. */
  readonly askingFor: (signal: AbortSignal) => Promise<ToolAsking>;
};

/** As long as a question in a chat may take, and some for an assistant that asks for more. */
const CALL_WITHIN_MS = 20_000;
/** In characters. */
const TOOL_LOGGED_MAX = 100;
const INPUT_LOGGED_MAX = 20_000;
const TAGS = { tags: ['MCP'] };

/**
 * `POST /mcp`: the Model Context Protocol (streamable HTTP, without sessions, answered as JSON). Every call of a tool
 * is in the audit log.
 */
export function mcpRoutes(deps: McpRoutesDeps): FastifyPluginAsyncZod {
  const { db, audit, clock } = deps;
  return async (app) => {
    app.post(
      '/mcp',
      {
        schema: {
          ...TAGS,
          summary: 'Use the tools of the plant from another assistant (Model Context Protocol)',
          body: z.unknown(),
          response: { 200: z.unknown(), 202: z.null(), '4xx': ErrorReply },
        },
        serializerCompiler: () => (answer) =>
          typeof answer === 'string' ? answer : JSON.stringify(answer),
      },
      async (request, reply) => {
        // Many calls in one request would pass as one for the limit of requests.
        if (Array.isArray(request.body)) throw mcpRefused('one message a request');
        const signal = AbortSignal.timeout(CALL_WITHIN_MS);
        const server = createMcpServer({
          ...deps,
          asking: await deps.askingFor(signal),
          async onCall(call) {
            const at = clock();
            const details = toDetails(call);
            const entry = { actor: actorOf(request), action: 'mcp.called', details, at };
            await db.write(async (tx) => await audit.record(tx, entry));
          },
        });
        const transport = new WebStandardStreamableHTTPServerTransport({
          enableJsonResponse: true,
        });
        await server.connect(transport);
        try {
          const answer = await transport.handleRequest(
            new Request(`http://plantline${request.url}`, {
              method: 'POST',
              headers: headersOf(request.headers['mcp-protocol-version']),
            }),
            { parsedBody: request.body },
          );
          const text = await answer.text();
          if (answer.status >= 400) throw mcpRefused(reasonIn(text));
          return await reply
            .code(answer.status as 200)
            .type(answer.headers.get('content-type') ?? 'application/json')
            .send(text === '' ? null : text);
        } finally {
          await server.close();
        }
      },
    );
    for (const method of ['GET', 'DELETE'] as const) {
      app.route({
        method,
        url: '/mcp',
        schema: { hide: true },
        handler: () => Promise.reject(mcpOnlyPost()),
      });
    }
  };
}

/** What the audit log keeps of a call: input longer than any tool takes is only counted, or it would fill the log. */
function toDetails({ tool, input }: Parameters<McpServerDeps['onCall']>[0]) {
  const { length } = JSON.stringify(input);
  return {
    tool: tool.slice(0, TOOL_LOGGED_MAX),
    ...(length <= INPUT_LOGGED_MAX ? { input } : { inputCharacters: length }),
  };
}

/** Whoever sent the request has been checked already, and is answered as JSON whatever else it would take. */
function headersOf(version: string | string[] | undefined): Headers {
  const headers = new Headers({
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  });
  if (typeof version === 'string') headers.set('mcp-protocol-version', version);
  return headers;
}

/** The protocol's own words for what is wrong with a message. */
function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : '';
  } catch {
    return '';
  }
}
