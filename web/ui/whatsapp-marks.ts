/** A piece of a WhatsApp text; a marked piece holds pieces itself. */
export type Piece =
  | string
  | { readonly mark: 'bold' | 'italic' | 'strike'; readonly pieces: readonly Piece[] }
  | { readonly mark: 'code'; readonly text: string };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Sign = keyof typeof MARKS;

/**
 * Takes a text apart as WhatsApp does: `*bold*`, `_italic_`, `~strike~`, `` `code` `` and fenced code. A mark counts
 * only around a word or words of one line: `U1_LOAD_NET` and `2 * 3 * 4` stay as they are.
 *
 * The text may be anybody's and long, so what ends a mark is found once and not again for each sign.
 */
export function readMarks(text: string): readonly Piece[] {
  const pieces = text.split(/(```[^`]+```)/).flatMap((part, index): readonly Piece[] => {
    const code = index % 2 === 1 ? part.slice(3, -3) : '';
    if (code.trim() !== '') return [{ mark: 'code', text: code }];
    return part.split(/(\n+)/).flatMap(readLine);
  });
  return joinPlain(pieces);
}

function readLine(line: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const endOf = createEndOf(line);
  let plainFrom = 0;
  let at = 0;
  while (at < line.length) {
    const end = endOf(at);
    if (end < 0) {
      at += 1;
      continue;
    }
    const sign = line[at] ?? '';
    const inside = line.slice(at + 1, end);
    pieces.push(
      line.slice(plainFrom, at),
      isSign(sign)
        ? { mark: MARKS[sign], pieces: readMarks(inside) }
        : { mark: 'code', text: inside },
    );
    at = end + 1;
    plainFrom = at;
  }
  return [...pieces, line.slice(plainFrom)];
}

/** Where the mark that begins at a place of the line ends, asked from left to right; -1 where none begins. */
function createEndOf(line: string): (at: number) => number {
  const ends: Record<Sign, number[]> = { '*': [], _: [], '~': [] };
  for (let at = 1; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (isSign(sign) && !isBlank(line[at - 1]) && !isWord(line[at + 1])) ends[sign].push(at);
  }
  const passed: Record<Sign, number> = { '*': 0, _: 0, '~': 0 };
  const lastTick = line.lastIndexOf('`');

  return (at) => {
    const sign = line[at] ?? '';
    if (sign === '`' && at < lastTick) {
      const end = line.indexOf('`', at + 1);
      return line.slice(at + 1, end).trim() === '' ? -1 : end;
    }
    if (!isSign(sign) || isWord(line[at - 1])) return -1;
    const next = line[at + 1];
    if (isBlank(next) || next === sign) return -1;
    while ((ends[sign][passed[sign]] ?? at + 2) < at + 2) passed[sign] += 1;
    return ends[sign][passed[sign]] ?? -1;
  };
}

/** One text where several stand beside each other, none where it is empty. */
function joinPlain(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  let plain: string[] = [];
  const end = () => {
    const text = plain.join('');
    if (text !== '') joined.push(text);
    plain = [];
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') plain.push(piece);
    else {
      end();
      joined.push(piece);
    }
  }
  end();
  return joined;
}

function isSign(sign: string): sign is Sign {
  return sign in MARKS;
}

function isBlank(sign: string | undefined): boolean {
  return sign === undefined || /\s/.test(sign);
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}
