/** Columns that hold an instant, whatever their table. */
const INSTANT_COLUMNS = new Set([
  'applied_at',
  'claimed_until',
  'created_at',
  'delivered_at',
  'due_at',
  'expires_at',
  'failing_since',
  'keep_until',
  'last_login',
  'last_tested_at',
  'last_update',
  'last_used',
  'last_used_at',
  'locked_until',
  'processed_at',
  'read_at',
  'renewed_at',
  'second_factor_since',
  'sent_at',
  'timestamp',
  'told_at',
  'updated_at',
]);

const BOOLEAN_COLUMNS = new Set([
  'active',
  'enabled',
  'is_active',
  'is_billable',
  'is_default',
  'is_in_doubt',
  'is_initializing',
  'is_over',
  'is_ready',
  'is_told',
  'is_waiting_for_person',
]);

const JSON_COLUMNS = new Set([
  'calls',
  'choices',
  'config',
  'details',
  'facts',
  'grants',
  'media',
  'metadata',
  'picture',
  'plan',
  'reading',
  'recovery_codes',
  'state',
  'variables',
]);

export type Decode = (stored: unknown) => unknown;

/** What a column holds, whatever its table: it is handed out as a `Date`, a boolean, parsed JSON, or as it is. */
export function kindOfColumn(column: string): 'instant' | 'boolean' | 'json' | 'other' {
  if (INSTANT_COLUMNS.has(column)) return 'instant';
  if (BOOLEAN_COLUMNS.has(column)) return 'boolean';
  return JSON_COLUMNS.has(column) ? 'json' : 'other';
}

/** How SQLite's form of a column becomes ours; undefined when it is ours already. */
export function decoderOf(column: string): Decode | undefined {
  if (INSTANT_COLUMNS.has(column)) return decodeInstant;
  if (BOOLEAN_COLUMNS.has(column)) return decodeBoolean;
  if (JSON_COLUMNS.has(column)) return decodeJson;
  return undefined;
}

/**
 * A value as SQLite keeps it: instants as `YYYY-MM-DD HH:MM:SS.SSS` UTC, booleans as 0 and 1, lists and objects as
 * JSON text.
 */
export function encodeForSqlite(value: unknown): unknown {
  if (typeof value === 'string') return encodeText(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined || value === null || typeof value !== 'object') return value ?? null;
  if (value instanceof Date) return instantText(value);
  return Buffer.isBuffer(value) ? value : encodeJson(value);
}

/** A value as the PostgreSQL driver wants it: it would turn a list into an SQL array, where every list here is JSON. */
export function encodeForPostgres(value: unknown): unknown {
  if (typeof value === 'string') return encodeText(value);
  if (typeof value !== 'object' || value === null) return value;
  return value instanceof Date || Buffer.isBuffer(value) ? value : encodeJson(value);
}

/** `YYYY-MM-DD HH:MM:SS.SSS` in UTC: sorts and compares as text with SQLite's `CURRENT_TIMESTAMP`. */
export function instantText(instant: Date): string {
  const text = instant.toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 23)}`;
}

/** NUL and halves of surrogate pairs as `JSON.stringify` writes them; an even number of backslashes may stand before. */
const NOT_STORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gu;

/** PostgreSQL takes neither NUL nor half a surrogate pair; a message holding one must still be kept on both engines. */
function encodeText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole;
}

function encodeJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes(String.raw`\u`) ? text.replaceAll(NOT_STORABLE, String.raw`$1\ufffd`) : text;
}

/** A text or JSON value as it will be read back, for whoever computes something over what is kept. */
export function asStored(value: unknown): unknown {
  if (typeof value === 'string') return encodeText(value);
  if (typeof value !== 'object' || value === null) return value;
  return JSON.parse(encodeJson(value));
}

/** Reads this version's form, the seconds of `CURRENT_TIMESTAMP` and the ISO text other programs wrote; all are UTC. */
function decodeInstant(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  const isIso = stored.endsWith('Z');
  const instant = new Date(isIso ? stored : `${stored.replace(' ', 'T')}Z`);
  // No instant at all is better than one that fails wherever it is shown.
  return Number.isNaN(instant.getTime()) ? null : instant;
}

function decodeBoolean(stored: unknown): unknown {
  return stored === null ? null : stored === 1 || stored === 'true';
}

/** Text that is no JSON is handed out as it is: a broken cell must not make a whole list unreadable. */
function decodeJson(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return stored;
  }
}
