import { type AuthenticationCreds, S_WHATSAPP_NET, type WASocket } from 'baileys';

const PATIENCE_MS = 3000;

/** Takes this device off the phone's list. Baileys' own way hangs up before WhatsApp has heard it. */
export async function logOut(sock: WASocket, creds: AuthenticationCreds): Promise<void> {
  const jid = creds.me?.id;
  if (jid === undefined) return;
  try {
    await sock.query(
      {
        tag: 'iq',
        attrs: { to: S_WHATSAPP_NET, type: 'set', xmlns: 'md' },
        content: [{ tag: 'remove-companion-device', attrs: { jid, reason: 'user_initiated' } }],
      },
      PATIENCE_MS,
    );
  } catch {
    // The keys are wiped all the same; the phone shows the device until its owner removes it.
  }
}
