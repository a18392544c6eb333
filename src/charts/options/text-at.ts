import type { Looks } from './looks.ts';

/** A part of ECharts' `graphic`. */
export type Element = Readonly<Record<string, unknown>>;

export interface Text {
  readonly text: string;
  readonly x: number;
  /** Of its upper edge. */
  readonly y: number;
  /** Its size; 1 when absent. */
  readonly em?: number;
  readonly isBold?: boolean;
  readonly colour: string;
  readonly align?: 'left' | 'right' | 'center';
  /** What is longer is cut, with `…`. */
  readonly width?: number;
}

/** A line of text at a place. Somebody else's braces are text, not marks of ECharts' own. */
export function textAt(looks: Looks, text: Text): Element {
  const { em = 1, isBold = false, align = 'left', width } = text;
  return {
    type: 'text',
    silent: true,
    x: Math.round(text.x),
    y: Math.round(text.y),
    style: {
      text: text.text,
      ...fontOf(looks, em, isBold),
      fill: text.colour,
      align,
      verticalAlign: 'top',
      ...(width !== undefined && {
        width: Math.max(width, 0),
        overflow: 'truncate',
        ellipsis: '…',
      }),
    },
  };
}

export function fontOf({ textPx, fontFamily }: Looks, em = 1, isBold = false) {
  return {
    fontFamily,
    fontSize: Math.round(textPx * em),
    fontWeight: isBold ? 'bold' : 'normal',
  };
}
