import type { WASocket } from 'baileys';
import type { LinkCode } from '#sdk';
import type { LogLevel } from '../calls.ts';
import { renewAdvSecretOnRequest, withAdvSecret } from './adv-secret.ts';

const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 20_000;
/** WhatsApp gives six codes to a connection; a typed one is good as long as all of them. */
const PAIRING_CODE_MS = FIRST_QR_MS + 5 * NEXT_QR_MS;
const NOTHING: LinkCode = { qr: null, pairingCode: null, expiresAt: null };

/** What a person scans or types while a phone is being linked. */
export interface LinkCodes {
  /** @param phone shows a code to type in place of a QR picture */
  begin(phone: string | undefined): void;
  end(): void;
  isLinking(): boolean;
  follow(sock: WASocket): void;
  onQr(qr: string, sock: WASocket): Promise<void>;
}

export function createLinkCodes(tools: {
  readonly companionRegRefresh: boolean;
  readonly onCode: (code: LinkCode) => void;
  readonly tell: (level: LogLevel, details: object, message: string) => void;
  readonly nowMs: () => number;
}): LinkCodes {
  const { onCode, nowMs, tell } = tools;
  let linking: { readonly phone: string | undefined } | undefined;
  let shown: LinkCode = NOTHING;
  /** One code for each connection: asking again would make the one on the page useless. */
  let coded: WASocket | undefined;

  function show(code: LinkCode): void {
    shown = code;
    onCode(code);
  }

  function secretOf(sock: WASocket): string {
    return sock.authState.creds.advSecretKey;
  }

  return {
    begin(phone) {
      linking = { phone };
      show(NOTHING);
    },
    end() {
      linking = undefined;
      if (shown !== NOTHING) show(NOTHING);
    },
    isLinking: () => linking !== undefined,
    follow(sock) {
      if (!tools.companionRegRefresh) return;
      renewAdvSecretOnRequest(sock, () => {
        if (shown.qr !== null) show({ ...shown, qr: withAdvSecret(shown.qr, secretOf(sock)) });
      });
    },
    async onQr(qr, sock) {
      if (linking === undefined) return;
      if (linking.phone === undefined) {
        const lifeMs = shown.qr === null ? FIRST_QR_MS : NEXT_QR_MS;
        const expiresAt = new Date(nowMs() + lifeMs);
        show({ qr: withAdvSecret(qr, secretOf(sock)), pairingCode: null, expiresAt });
        return;
      }
      if (coded === sock) return;
      coded = sock;
      try {
        const code = await sock.requestPairingCode(linking.phone.replace(/\D/g, ''));
        const pairingCode = `${code.slice(0, 4)}-${code.slice(4)}`;
        show({ qr: null, pairingCode, expiresAt: new Date(nowMs() + PAIRING_CODE_MS) });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        tell('warn', { why }, 'WhatsApp gave no code to link with.');
      }
    },
  };
}
