import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

const FAILED = -32_000;

/**
 * Passes messages of the Model Context Protocol between standard input and output and a Plantline's `/mcp`, until the
 * input ends. One that Plantline refuses is answered with why.
 *
 * @throws Error when the first message cannot be passed because nobody answers there
 */
export async function bridgeMcp({
  address,
  authorization,
}: {
  /** Such as `http://127.0.0.1:8002`. */
  readonly address: string;
  /** The header, made anew for each request. */
  readonly authorization: () => Promise<string>;
}): Promise<void> {
  const plantline = new StreamableHTTPClientTransport(new URL(`${address}/mcp`), {
    async fetch(url, init) {
      const headers = new Headers(init?.headers);
      headers.set('authorization', await authorization());
      return await fetch(url, { ...init, headers });
    },
  });
  const assistant = new StdioServerTransport();
  const ended = new Promise<void>((resolve) => {
    Object.assign(assistant, { onclose: resolve });
    process.stdin.once('end', resolve);
  });
  const underway = new Set<Promise<void>>();
  const pass = (message: JSONRPCMessage): void => {
    const passed = plantline
      .send(message)
      .catch((error: unknown) => refuse(message, error))
      .finally(() => underway.delete(passed));
    underway.add(passed);
  };
  // The protocol's transports take one listener each, and are no event targets.
  Object.assign(plantline, { onmessage: (message: JSONRPCMessage) => assistant.send(message) });
  Object.assign(assistant, { onmessage: pass });
  async function refuse(message: JSONRPCMessage, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`Plantline at ${address} did not take a message: ${reason}`);
    if (!('id' in message) || message.id === undefined) return;
    await assistant.send({
      jsonrpc: '2.0',
      id: message.id,
      error: { code: FAILED, message: `Plantline did not take this: ${reason}` },
    });
  }
  await plantline.start();
  await assistant.start();
  await ended;
  // What was asked before the input ended is still answered.
  await Promise.all(underway);
  await plantline.close();
  await assistant.close();
}
