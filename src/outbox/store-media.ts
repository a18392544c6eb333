import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { type MediaKind, MEDIA_KINDS, bareType, takenKind } from './media-kinds.ts';
import { mediaNotWhatItSays, mediaTooLarge, mediaTypeUnsupported } from './outbox.errors.ts';

/** The largest file that is kept; networks take pictures of 5 MB at the most. */
export const MEDIA_MAX_BYTES = 16 * 2 ** 20;
/** Enough for the beginning of every kind. */
const HEAD_BYTES = 12;
const NAME_CHARACTERS = 120;

export type StoredMedia = {
  readonly id: string;
  readonly url: string;
  readonly mimeType: string;
  readonly fileName: string;
  readonly sizeBytes: number;
};

/**
 * Keeps a picture or file to be sent, for its owner's eyes only: `<id>.<ending>`, and its name for people beside it.
 * It is whole on the disk when this resolves, and nothing is left of one that was refused.
 *
 * @param media.contentType as HTTP writes it; what the bytes say must agree
 * @throws AppError `media.type_unsupported`, `media.too_large`, `media.content_mismatch`
 */
export async function storeMedia(
  folder: string,
  media: {
    readonly contentType: string;
    readonly fileName?: string | undefined;
    readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
    readonly maxBytes?: number;
  },
): Promise<StoredMedia> {
  const kind = takenKind(media.contentType);
  if (!kind) {
    const taken = MEDIA_KINDS.filter(({ isTaken }) => isTaken);
    throw mediaTypeUnsupported(taken.map(({ mimeType }) => bareType(mimeType)));
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const id = randomUUID();
  const path = join(folder, `${id}.${kind.ending}`);
  const fileName = nameOf(media.fileName, kind);
  try {
    const file = await open(`${path}.part`, 'wx', 0o600);
    let sizeBytes: number;
    try {
      sizeBytes = await writeChecked(file, kind, media.bytes, media.maxBytes ?? MEDIA_MAX_BYTES);
      await file.sync();
    } finally {
      await file.close();
    }
    await writeFile(join(folder, `${id}.name`), fileName, { mode: 0o600 });
    await rename(`${path}.part`, path);
    const mimeType = bareType(kind.mimeType);
    return { id, url: `/api/v1/media/${id}`, mimeType, fileName, sizeBytes };
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    await rm(join(folder, `${id}.name`), { force: true });
    throw error;
  }
}

async function writeChecked(
  file: FileHandle,
  kind: MediaKind,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<number> {
  const text = kind.isBeginning ? undefined : new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw mediaTooLarge(maxBytes);
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
    if (text && !isText(text, chunk)) throw mediaNotWhatItSays(bareType(kind.mimeType));
    await file.writeFile(chunk);
  }
  const isWhole = !text || isText(text);
  const isKind = kind.isBeginning?.(head) ?? true;
  if (sizeBytes === 0 || !isWhole || !isKind) throw mediaNotWhatItSays(bareType(kind.mimeType));
  return sizeBytes;
}

/** @param chunk the next bytes; without any, whether the text ended with a whole character */
function isText(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    const part = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    return !part.includes('\0');
  } catch {
    return false;
  }
}

/** As the person sees it: no path, nothing invisible, and an ending that fits. */
function nameOf(wanted: string | undefined, { ending }: MediaKind): string {
  const last = wanted?.split(/[/\\]/u).at(-1) ?? '';
  const clean = last
    .toWellFormed()
    .replaceAll(/[\p{C}"]/gu, '')
    .trim()
    .replace(/^\.+/u, '');
  const isFit = clean.toLowerCase().endsWith(`.${ending}`);
  const stem = [...(isFit ? clean.slice(0, -ending.length - 1) : clean)];
  return `${stem.slice(0, NAME_CHARACTERS).join('') || 'file'}.${ending}`;
}
