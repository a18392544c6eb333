import { WebIdError } from './web-id-error.ts';
import type { FieldKind } from './web-id-layout.ts';

/** Characters a field takes in URL-safe base64 without padding: 16 bytes or 4. */
export const FIELD_LENGTH: Readonly<Record<FieldKind, number>> = { guid: 22, int32: 6 };

const GUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * A GUID in .NET byte order (the first three groups little-endian), as 22 characters.
 * Throws `WebIdError` when the text is no GUID.
 */
export function encodeGuid(guid: string): string {
  const text = guid.toLowerCase();
  if (!GUID_TEXT.test(text)) throw new WebIdError(`"${guid}" is not a GUID.`);
  return swapGroups(Buffer.from(text.replaceAll('-', ''), 'hex')).toString('base64url');
}

export function decodeGuid(field: string): string {
  const hex = swapGroups(decodeBytes(field)).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** A signed 32-bit number, little-endian, as 6 characters. */
export function encodeInt32(value: number): string {
  if ((value | 0) !== value) throw new WebIdError(`"${value}" is not a 32-bit number.`);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes.toString('base64url');
}

export function decodeInt32(field: string): number {
  return decodeBytes(field).readInt32LE();
}

/** A path as UTF-8, upper case, without the two leading backslashes. */
export function encodePath(path: string): string {
  return Buffer.from(path.replace(/^\\\\/, '').toUpperCase(), 'utf8').toString('base64url');
}

export function decodePath(field: string): string {
  if (field === '') throw new WebIdError('The WebID ends before its path.');
  const bytes = decodeBytes(field);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new WebIdError('The path in the WebID is not UTF-8.');
  }
}

// A text that does not come back the same holds foreign characters or stray bits, and is nobody's WebID.
function decodeBytes(field: string): Buffer {
  const bytes = Buffer.from(field, 'base64url');
  if (bytes.toString('base64url') !== field) {
    throw new WebIdError('The WebID holds characters that are not URL-safe base64.');
  }
  return bytes;
}

function swapGroups(bytes: Buffer): Buffer {
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
