import type { Fact, Language } from '../triggers/index.ts';
import type { BuiltReply, ReplyPage } from './built-reply.ts';
import { cut, MESSAGE_LENGTH_MAX } from './message-text.ts';
import { say } from './say.ts';

/** A line of a reply, or several that belong together, with the facts it shows. */
export interface ReplyLine {
  readonly text: string;
  readonly facts?: readonly Fact[];
  /** The heading of its section, said again where a page begins within it. */
  readonly under?: string;
}

export interface Pages {
  readonly language: Language;
  /** Shown on every page. */
  readonly head: readonly ReplyLine[];
  /** Shown from page to page. */
  readonly rows: readonly ReplyLine[];
  /** Shown under the rows of the first page. */
  readonly foot?: readonly ReplyLine[];
  /** How many rows there are, when not all of them are here: more than `ROWS_KEPT_MAX` are never shown. */
  readonly total?: number;
  readonly rowsPerPage?: number;
  /** What stands before and after the rows of every page. */
  readonly fence?: { readonly before: string; readonly after: string };
  /** Set for tables: every page then says which rows of how many it shows. */
  readonly isCounted?: boolean;
}

/** What `next` keeps in the store at most. */
export const ROWS_KEPT_MAX = 500;
/** Room for the line that says how to go on. */
const FOOTER_LENGTH = 160;

/** Lays a reply out on as many messages as it needs, cut between lines; all but the first are answered to `next`. */
export function paginate(pages: Pages): BuiltReply {
  const { language, head, foot = [], rowsPerPage = Infinity, isCounted = false, fence } = pages;
  const total = pages.total ?? pages.rows.length;
  const rows = pages.rows.slice(0, ROWS_KEPT_MAX);
  const fenceLength = fence ? fence.before.length + fence.after.length + 2 : 0;
  const room = MESSAGE_LENGTH_MAX - FOOTER_LENGTH - lengthOf(head) - lengthOf(foot) - fenceLength;
  const chunks = chunk(rows, rowsPerPage, Math.max(room, 500));
  let shown = 0;
  const built = chunks.map((chunkRows, index): ReplyPage => {
    const from = shown + 1;
    shown += chunkRows.length;
    const isLast = index === chunks.length - 1;
    const headed = index > 0 ? withHeading(chunkRows) : chunkRows;
    const fenced = fence ? [{ text: fence.before }, ...headed, { text: fence.after }] : headed;
    const lines: ReplyLine[] = [...head, ...fenced, ...(index === 0 ? foot : [])];
    const count = { from, to: shown, total };
    const footer = !isLast
      ? isCounted
        ? say(language, 'pageOfMore', count)
        : say(language, 'more')
      : isCounted && chunks.length > 1
        ? say(language, shown < total ? 'keptRows' : 'pageOf', { ...count, kept: shown })
        : undefined;
    const text = [...lines.map((line) => line.text), ...(footer === undefined ? [] : [footer])];
    return {
      text: cut(text.join('\n'), MESSAGE_LENGTH_MAX),
      facts: lines.flatMap((line) => line.facts ?? []),
    };
  });
  const [first = { text: '', facts: [] }, ...rest] = built;
  return rest.length > 0 ? { ...first, rest } : first;
}

/** Rows that follow the one with the heading. */
export function underHeading(
  rows: readonly ReplyLine[],
  under: string | undefined,
): readonly ReplyLine[] {
  return under === undefined ? rows : rows.map((row) => ({ ...row, under }));
}

/** Values on a page that does not say of which tag they are would be taken for another's. */
function withHeading(rows: readonly ReplyLine[]): readonly ReplyLine[] {
  const under = rows[0]?.under;
  return under === undefined ? rows : [{ text: under }, ...rows];
}

function lengthOf(lines: readonly ReplyLine[]): number {
  return lines.reduce((length, line) => length + line.text.length + 1, 0);
}

function chunk(
  rows: readonly ReplyLine[],
  rowsPerPage: number,
  room: number,
): readonly (readonly ReplyLine[])[] {
  const chunks: ReplyLine[][] = [[]];
  let length = 0;
  for (const row of rows.flatMap((row) => splitLong(row, room))) {
    const current = chunks.at(-1) ?? [];
    const isFull = current.length >= rowsPerPage || length + row.text.length + 1 > room;
    if (isFull && current.length > 0) {
      chunks.push([row]);
      length = row.text.length + 1;
    } else {
      current.push(row);
      length += row.text.length + 1;
    }
  }
  return chunks;
}

/** What is longer than a page by itself is cut at its own line breaks, and where there are none, between words. */
function splitLong(row: ReplyLine, room: number): readonly ReplyLine[] {
  if (row.text.length <= room) return [row];
  const pieces: ReplyLine[] = [];
  let rest = row.text;
  while (rest.length > room) {
    const slice = rest.slice(0, room);
    const end = Math.max(slice.lastIndexOf('\n'), slice.lastIndexOf(' '));
    const at = end > room / 2 ? end : wholeCharacters(slice);
    pieces.push({ text: rest.slice(0, at) });
    rest = rest.slice(at).trimStart();
  }
  pieces.push({ text: rest });
  // The facts go with the first piece: which of them stands where is not known any more.
  return pieces.map((piece, index) =>
    index === 0 && row.facts ? { ...piece, facts: row.facts } : piece,
  );
}

function wholeCharacters(slice: string): number {
  return slice.isWellFormed() ? slice.length : slice.length - 1;
}
