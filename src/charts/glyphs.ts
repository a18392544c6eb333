import { type Font, openSync } from 'fontkit';

/** The shape of a character, in the font's units; y points up from the base line. */
export interface Glyph {
  readonly advance: number;
  /** SVG path data that is drawn from wherever the pen stands on the base line. */
  readonly outline: string;
}

export interface Glyphs {
  readonly unitsPerEm: number;
  /** From the base line up to the middle of a line of text, in the font's units. */
  readonly middle: number;
  /** Undefined where the font has no shape of a character. */
  of(char: string): Glyph | undefined;
}

const LETTERS: Readonly<Record<string, string>> = {
  moveTo: 'm',
  lineTo: 'l',
  quadraticCurveTo: 'q',
  bezierCurveTo: 'c',
};

/** A font's characters, each read once. @param file TTF */
export function openGlyphs(file: string): Glyphs {
  const font = openSync(file) as Font;
  const known = new Map<string, Glyph | undefined>();
  const read = (char: string): Glyph | undefined => {
    const codePoint = char.codePointAt(0) ?? 32;
    if (!font.hasGlyphForCodePoint(codePoint)) return undefined;
    const { advanceWidth, path } = font.glyphForCodePoint(codePoint);
    return { advance: advanceWidth, outline: relative(path.commands) };
  };
  return {
    unitsPerEm: font.unitsPerEm,
    middle: (font.ascent + font.descent) / 2,
    of(char) {
      if (!known.has(char)) known.set(char, read(char));
      return known.get(char);
    },
  };
}

type Commands = ReturnType<Font['glyphForCodePoint']>['path']['commands'];

/** Path data by steps from where the pen is, so that the same text serves wherever the letter stands. */
function relative(commands: Commands): string {
  let pen = { x: 0, y: 0 };
  let start = pen;
  let data = '';
  for (const { command, args } of commands) {
    if (command === 'closePath') {
      data += 'z';
      pen = start;
      continue;
    }
    const from = pen;
    const steps = args.map((arg, index) => Math.round(arg - (index % 2 === 0 ? from.x : from.y)));
    data += `${LETTERS[command] ?? 'l'}${steps.join(' ')}`;
    pen = { x: from.x + (steps.at(-2) ?? 0), y: from.y + (steps.at(-1) ?? 0) };
    if (command === 'moveTo') start = pen;
  }
  return data;
}
