import { createDecipheriv } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getMediaKeys, type MediaType } from 'baileys';
import { generate } from 'selfsigned';

const MAC_BYTES = 10;

/** Where clients put encrypted files, over HTTPS with a certificate that nobody signed. */
export interface MediaStore {
  readonly host: string;
  /** The certificate in a file, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  readonly certificate: string;
  /** Uploads are answered with this status; null stores them. */
  status: number | null;
  /** @throws Error when nothing is stored there */
  read(path: string, mediaKey: Uint8Array, type: MediaType): Promise<Buffer>;
  close(): Promise<void>;
}

export async function startMediaStore(): Promise<MediaStore> {
  const made = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'whatsapp-web-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, made.cert);

  const files = new Map<string, Buffer>();
  const server = createServer({ key: made.private, cert: made.cert }, (request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request.url ?? '/');
    if (request.method !== 'POST') {
      const file = files.get(path);
      response.writeHead(file === undefined ? 404 : 200).end(file);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (store.status !== null) {
      response.writeHead(store.status).end();
      return;
    }
    files.set(path, Buffer.concat(chunks));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ url: `https://${host}${path}`, direct_path: path }));
  }

  const store: MediaStore = {
    host,
    caFile,
    certificate: made.cert,
    status: null,
    async read(path, mediaKey, type) {
      const sealed = files.get(pathOf(path));
      if (sealed === undefined) throw new Error(`Nothing was uploaded to ${path}.`);
      const { iv, cipherKey } = await getMediaKeys(mediaKey, type);
      const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
      const body = sealed.subarray(0, -MAC_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
  return store;
}

function pathOf(url: string): string {
  return new URL(url, 'https://127.0.0.1').pathname;
}
