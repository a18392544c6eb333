import { makeRootKey } from './root-key.ts';

/**
 * For `node --import`: lets the WhatsApp client of this process trust the test server in place of WhatsApp. Other
 * processes that inherit the option are left alone, and do not pay for loading the client.
 */
if (process.argv.slice(1).some((argument) => argument.includes('whatsapp-web'))) {
  const { WA_CERT_DETAILS } = await import('baileys');
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(makeRootKey().public);
}
