import { readFileSync, statSync } from 'node:fs';
import type { Logger } from '#sdk';
import { badSetting } from '../http-json.errors.ts';

/** All authorities that a system trusts are a quarter of it. */
const LARGEST_BYTES = 1024 * 1024;
const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;

/**
 * The PEM text of a CA file. Only a file with a certificate in it is taken: a device or a pipe that somebody named would
 * hold up or fill the whole process, and the one error for all does not tell which files exist.
 *
 * @throws AppError `http_json.config`
 */
export function readAuthority(path: string, log: Logger): string {
  try {
    const file = statSync(path);
    if (file.isFile() && file.size > 0 && file.size <= LARGEST_BYTES) {
      const text = readFileSync(path, 'utf8');
      if (CERTIFICATE.test(text)) return text;
    }
    log.warn({ size: file.size, isFile: file.isFile() }, 'CA certificate file holds none');
  } catch (error) {
    log.warn({ error }, 'CA certificate file cannot be read');
  }
  throw badSetting(
    'CA certificate file',
    'It cannot be read, or holds no PEM certificate. Check its path.',
  );
}
