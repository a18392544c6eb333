import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { answerTooLarge, apiBadAnswer } from '../http-json.errors.ts';
import type { RawAnswer } from './exchange.ts';

const unzip = promisify(gunzip);

/**
 * The text of an answer, unpacked and no longer than `maxBytes`: a small parcel may hold a very large text.
 *
 * @throws AppError `http_json.too_large`, `http_json.bad_answer`
 */
export async function bodyText({ headers, body }: RawAnswer, maxBytes: number): Promise<string> {
  const bytes = await unpacked(body, headers['content-encoding'], maxBytes);
  try {
    return decoderFor(headers['content-type']).decode(bytes);
  } catch (cause) {
    throw apiBadAnswer('its text is not in the character set it names', cause);
  }
}

async function unpacked(body: Buffer, encoding = '', maxBytes: number): Promise<Buffer> {
  const packing = encoding.trim().toLowerCase();
  if (packing === '' || packing === 'identity' || body.length === 0) return body;
  if (packing !== 'gzip' && packing !== 'x-gzip') {
    throw apiBadAnswer('it is packed in a way that was not asked for');
  }
  try {
    return await unzip(body, { maxOutputLength: maxBytes });
  } catch (cause) {
    const isLarge =
      cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw isLarge ? answerTooLarge(maxBytes, cause) : apiBadAnswer('it is packed wrongly', cause);
  }
}

/** JSON is UTF-8; an older server that names another set means it. */
function decoderFor(contentType = ''): InstanceType<typeof TextDecoder> {
  const [, named = 'utf-8'] = /charset="?([\w-]+)/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(named, { fatal: true });
  } catch {
    return new TextDecoder('utf-8', { fatal: true });
  }
}
