import { styleText } from 'node:util';
import type { WhatsappCode } from '../transports/index.ts';
import { drawQr } from './draw-qr.ts';
import type { LinkShow } from './follow-link.ts';

const SCAN = 'On the phone: WhatsApp, Linked devices, Link a device. Point the camera here.';
const TYPE = 'On the phone: WhatsApp, Linked devices, Link a device, Link with phone number. Type:';
/** Carriage return, then erase to the end of the line. */
const LINE_ANEW = '\r\u001B[K';

type Screen = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'rows'>;

/** Shows linking on the terminal, each code in the place of the one before; or as lines of JSON for programs. */
export function showLink({
  isJson,
  out = process.stdout,
  err = process.stderr,
}: {
  readonly isJson: boolean;
  readonly out?: Screen;
  readonly err?: Pick<NodeJS.WriteStream, 'write'>;
}): LinkShow {
  let shown: string | undefined;
  let lines = 0;
  let isCounting = false;

  function draw({ qr, pairingCode, expiresAt }: WhatsappCode): void {
    if (isJson) {
      out.write(`${JSON.stringify({ qr, pairingCode, expiresAt })}\n`);
      return;
    }
    const isPainted = out.isTTY && !process.env['NO_COLOR'];
    const drawn =
      pairingCode === null
        ? [...drawQr(qr ?? '', isPainted), SCAN]
        : [TYPE, '', `    ${isPainted ? styleText('bold', pairingCode) : pairingCode}`, ''];
    // What has left the screen cannot be drawn over.
    const isOver = out.isTTY && lines > 0 && lines < out.rows;
    if (isCounting) out.write(LINE_ANEW);
    if (isOver) out.write(`\u001B[${lines}A\u001B[0J`);
    out.write(`${drawn.join('\n')}\n`);
    lines = drawn.length;
    isCounting = false;
  }

  return {
    notice: (text) => void err.write(`${text}\n`),
    code(code, now) {
      const next = code.pairingCode ?? code.qr;
      if (next === null) return;
      if (next !== shown) draw(code);
      shown = next;
      if (isJson || !out.isTTY || code.expiresAt === null) return;
      const left = Math.max(0, Math.ceil((Date.parse(code.expiresAt) - now.getTime()) / 1000));
      out.write(`${LINE_ANEW}Counts for ${left} more seconds.`);
      isCounting = true;
    },
    linked({ phone }) {
      if (isJson) out.write(`${JSON.stringify({ linked: true, phone })}\n`);
      else {
        if (isCounting) out.write(LINE_ANEW);
        isCounting = false;
        out.write(`WhatsApp is linked${phone === null ? '' : ` to ${phone}`}.\n`);
      }
    },
    end() {
      if (isCounting) out.write('\n');
    },
  };
}
