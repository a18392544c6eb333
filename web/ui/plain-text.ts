import { readMarks } from './whatsapp-marks.ts';
import type { Piece } from './whatsapp-marks.ts';

/** A WhatsApp text without its marks, for a list, where `*bold*` would only be read as stars. */
export function plainText(text: string): string {
  return join(readMarks(text));
}

function join(pieces: readonly Piece[]): string {
  return pieces.map(plain).join('');
}

function plain(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return piece.mark === 'code' ? piece.text : join(piece.pieces);
}
