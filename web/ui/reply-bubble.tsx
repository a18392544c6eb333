import { Fragment } from 'react';
import type { ReactNode } from 'react';
import classes from './reply-bubble.module.css';
import { readMarks } from './whatsapp-marks.ts';
import type { Piece } from './whatsapp-marks.ts';

/** A message as WhatsApp shows it. The text becomes React nodes, so nothing in it can become markup. */
export function ReplyBubble({
  text,
  isOwn = false,
  children,
  foot,
}: {
  readonly text: string;
  /** Whether the person wrote it, not the bot. */
  readonly isOwn?: boolean;
  /** Pictures and files, above the text. */
  readonly children?: ReactNode;
  /** Time and ticks, below it. */
  readonly foot?: ReactNode;
}) {
  return (
    <div className={isOwn ? `${classes['bubble']} ${classes['own']}` : classes['bubble']}>
      {children}
      {text !== '' && <p className={classes['text']}>{nodes(readMarks(text))}</p>}
      {foot && <div className={classes['foot']}>{foot}</div>}
    </div>
  );
}

/** A picture that was sent, as wide as its bubble. */
export function BubblePicture({ src, alt }: { readonly src: string; readonly alt: string }) {
  return <img className={classes['media']} src={src} alt={alt} loading="lazy" />;
}

function nodes(pieces: readonly Piece[]): ReactNode {
  // Pieces of a text have no identity beyond their place in it.
  return pieces.map((piece, index) => <Fragment key={String(index)}>{node(piece)}</Fragment>);
}

function node(piece: Piece): ReactNode {
  if (typeof piece === 'string') return piece;
  switch (piece.mark) {
    case 'code':
      return <code>{piece.text}</code>;
    case 'bold':
      return <strong>{nodes(piece.pieces)}</strong>;
    case 'italic':
      return <em>{nodes(piece.pieces)}</em>;
    case 'strike':
      return <s>{nodes(piece.pieces)}</s>;
  }
}
