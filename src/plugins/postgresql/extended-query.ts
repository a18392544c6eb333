import { Buffer } from 'node:buffer';

const EMPTY = Buffer.alloc(2);
const SYNC = message('S');

/** What is sent before each statement, and after it. */
const BEGIN = run('BEGIN READ ONLY');
const ROLLBACK = run('ROLLBACK');

/**
 * One statement between `BEGIN READ ONLY` and `ROLLBACK` as the bytes of one write: each is parsed, bound and executed by
 * the unnamed statement and portal, and one Sync ends them all. Types of values are left to the server.
 *
 * Protocol: PostgreSQL documentation, "Message Formats".
 *
 * @param values as text
 * @param rows after so many the server stops
 */
export function extendedQuery(
  sql: string,
  values: readonly (string | null)[],
  rows: number,
): Buffer {
  return Buffer.concat([
    BEGIN,
    message('P', text(''), text(sql), EMPTY),
    message('B', EMPTY, EMPTY, int16(values.length), ...values.map(bound), EMPTY),
    message('D', Buffer.from('P'), text('')),
    execute(rows),
    ROLLBACK,
    SYNC,
  ]);
}

/** A statement without values and rows. */
function run(sql: string): Buffer {
  return Buffer.concat([
    message('P', text(''), text(sql), EMPTY),
    message('B', EMPTY, EMPTY, EMPTY, EMPTY),
    execute(0),
  ]);
}

function execute(rows: number): Buffer {
  return message('E', text(''), int32(rows));
}

/** Its kind, its length without the kind, and its parts. */
function message(kind: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(kind), int32(body.length + 4), body]);
}

/** Ends with a zero; what comes from a query or a value may hold none. */
function text(content: string): Buffer {
  return Buffer.from(`${content}\0`);
}

function bound(value: string | null): Buffer {
  if (value === null) return int32(-1);
  const bytes = Buffer.from(value);
  return Buffer.concat([int32(bytes.length), bytes]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}
