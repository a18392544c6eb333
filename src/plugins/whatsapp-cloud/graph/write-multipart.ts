import { randomUUID } from 'node:crypto';

export type UploadedFile = {
  readonly mimeType: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
};

/** The body of an upload, and the type that names its boundary. */
export function writeMultipart({ mimeType, fileName, bytes }: UploadedFile): {
  readonly type: string;
  readonly body: Buffer;
} {
  const boundary = `plantline-${randomUUID()}`;
  const field = (name: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  // As browsers write it: a name must not end its own header.
  const name = fileName.replaceAll(/[\r\n]/g, ' ').replaceAll('"', '%22');
  const head =
    field('messaging_product', 'whatsapp') +
    field('type', mimeType) +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
    `Content-Type: ${mimeType}\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
