import { z } from 'zod';

/*
 * A backup is gzipped lines of JSON. First the header; then, for each table, `{"table":…}` and its rows; then, for each
 * kept picture or file, `{"file":…}` and its bytes in pieces; last a line with the number of lines before it and their
 * SHA-256. Without that last line a backup is not whole.
 */

/** Goes up when an older Plantline could not read what follows the header. */
export const BACKUP_FORMAT = 1;

/** The first line. */
export const BackupHeader = z.object({
  plantline: z.literal('backup'),
  format: z.int().min(1),
  /** Of the Plantline that made it. */
  version: z.string(),
  engine: z.enum(['sqlite', 'postgresql']),
  createdAt: z.iso.datetime(),
  /** The number of the last migration of its tables. */
  migration: z.int().min(1),
  /** A known text, encrypted: tells whether a key is the one of its secrets. */
  keyCheck: z.string(),
});
export type BackupHeader = z.output<typeof BackupHeader>;

export type BackupLine =
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'row'; readonly row: Readonly<Record<string, unknown>> }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'piece'; readonly bytes: Buffer }
  | { readonly kind: 'end'; readonly lines: number; readonly sha256: string };

const BYTES = '$bytes';
/** A name that leads nowhere else. */
const FileName = z.string().regex(/^[\w-]+(?:\.[\w-]+)*$/);

const Line = z.union([
  z.strictObject({ table: z.string() }),
  z.strictObject({ row: z.record(z.string(), z.unknown()) }),
  z.strictObject({ file: FileName }),
  z.strictObject({ piece: z.base64() }),
  z.strictObject({ end: z.int(), sha256: z.hex() }),
]);

export function toText(line: BackupLine): string {
  switch (line.kind) {
    case 'table':
      return JSON.stringify({ table: line.name });
    case 'row':
      return JSON.stringify({ row: line.row }, bytesAsText);
    case 'file':
      return JSON.stringify({ file: line.name });
    case 'piece':
      return JSON.stringify({ piece: line.bytes.toString('base64') });
    case 'end':
      return JSON.stringify({ end: line.lines, sha256: line.sha256 });
  }
}

/** @throws when the text is no line of a backup */
export function toLine(text: string): BackupLine {
  const line = Line.parse(JSON.parse(text));
  if ('table' in line) return { kind: 'table', name: line.table };
  if ('row' in line) return { kind: 'row', row: withBytes(line.row) };
  if ('file' in line) return { kind: 'file', name: line.file };
  if ('piece' in line) return { kind: 'piece', bytes: Buffer.from(line.piece, 'base64') };
  return { kind: 'end', lines: line.end, sha256: line.sha256 };
}

function bytesAsText(this: unknown, key: string, value: unknown): unknown {
  // A Buffer has turned itself into something else before it is handed over.
  const original = (this as Record<string, unknown>)[key];
  return original instanceof Uint8Array
    ? { [BYTES]: Buffer.from(original).toString('base64') }
    : value;
}

function withBytes(row: Record<string, unknown>): Record<string, unknown> {
  for (const [column, value] of Object.entries(row)) {
    if (typeof value !== 'object' || value === null || !(BYTES in value)) continue;
    row[column] = Buffer.from(String(value[BYTES]), 'base64');
  }
  return row;
}
