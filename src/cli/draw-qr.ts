import { renderUnicodeCompact } from 'uqr';

/** Modules around it, without which a camera does not find it. */
const BORDER = 2;
/** White on black whatever the terminal's own colours are: cameras read dark on light. */
const WHITE_ON_BLACK = '\u001B[97;40m';
const PLAIN = '\u001B[0m';

/** A QR code as lines of a terminal, two rows of the code in each. */
export function drawQr(text: string, isPainted: boolean): readonly string[] {
  const lines = renderUnicodeCompact(text, { border: BORDER }).split('\n');
  return isPainted ? lines.map((line) => `${WHITE_ON_BLACK}${line}${PLAIN}`) : lines;
}
