import { fileURLToPath } from 'node:url';
import { startWhatsappWeb } from '../../simulators/whatsapp-web/index.ts';

const TRUST = fileURLToPath(
  new URL('../../simulators/whatsapp-web/trust-test-server.ts', import.meta.url),
);

/** A WhatsApp Web server, and what a process must be started with so that its client trusts it. */
export async function startWhatsappWebWire() {
  const server = await startWhatsappWeb();
  return {
    server,
    env: {
      NODE_OPTIONS: `--import=${TRUST}`,
      NODE_EXTRA_CA_CERTS: server.caFile,
      PLANTLINE_WHATSAPP_WEB_URL: server.url,
    },
  };
}
