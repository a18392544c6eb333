import { generate } from 'selfsigned';
import { createPiWebApiServer } from './http/create-server.ts';
import type { PiWebApiOptions, RunningPiWebApi } from './http/server-options.ts';

export type { Auth } from './http/authenticate.ts';
export { createPiWebApiServer, type PiWebApiServer } from './http/create-server.ts';
export type { MisbehaviourRule } from './http/misbehaviour.ts';
export type { PiWebApiOptions, RunningPiWebApi } from './http/server-options.ts';

/**
 * Starts the demo plant's PI Web API and waits until it listens.
 * @returns its base URL (`http://127.0.0.1:8003/piwebapi`) and how to stop it
 */
export async function startPiWebApi(options: PiWebApiOptions = {}): Promise<RunningPiWebApi> {
  const { port = 8003, host = '127.0.0.1', tls = false } = options;
  const https = tls === true ? await makeCertificate() : tls === false ? undefined : tls;
  const { app } = await createPiWebApiServer(options, https);
  const origin = await app.listen({ port, host });
  return {
    url: `${origin}/piwebapi`,
    certificate: https?.cert,
    close: () => app.close(),
  };
}

/** A certificate for this machine that nobody signed, good for a year. */
async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
