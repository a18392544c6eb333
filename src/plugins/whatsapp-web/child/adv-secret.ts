import { randomBytes } from 'node:crypto';
import type { WASocket } from 'baileys';

/** Where the secret stands among the comma-separated parts of a QR picture's text. */
const SECRET_PART = 3;

/** The text of a QR picture with the secret that counts now. */
export function withAdvSecret(qr: string, secret: string): string {
  const parts = qr.split(',');
  if (parts.length > SECRET_PART) parts[SECRET_PART] = secret;
  return parts.join(',');
}

/**
 * WhatsApp may ask for a new secret while a QR picture is shown. Baileys does not listen, goes on showing the old one,
 * and the phone then says that it could not link the device.
 */
export function renewAdvSecretOnRequest(sock: WASocket, onRenewed: () => void): void {
  sock.ws.on('CB:notification,type:companion_reg_refresh', () => {
    sock.ev.emit('creds.update', { advSecretKey: randomBytes(32).toString('base64') });
    onRenewed();
  });
}
