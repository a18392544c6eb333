import { readFileSync, statSync } from 'node:fs';
import type { Logger } from '#sdk';
import { piConfig } from './pi.errors.ts';

/** All authorities that a system trusts are a quarter of it. */
const LARGEST_BYTES = 1024 * 1024;
const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;

/**
 * The PEM text of a CA file. Only a file with a certificate in it is taken: a device or a pipe that somebody named would
 * hold up or fill the whole process, and the one error for all does not tell which files exist.
 *
 * @throws AppError `pi.config`
 */
export function readAuthority(path: string, log: Logger | undefined): string {
  try {
    const file = statSync(path);
    // What the kernel makes up while it is read has no size, and some of it never ends.
    const isReadable = file.isFile() && file.size > 0 && file.size <= LARGEST_BYTES;
    if (isReadable) {
      const text = readFileSync(path, 'utf8');
      if (CERTIFICATE.test(text)) return text;
    }
    log?.warn({ size: file.size, isFile: file.isFile() }, 'CA certificate file holds none');
  } catch (error) {
    log?.warn({ error }, 'CA certificate file cannot be read');
  }
  throw piConfig(
    'The CA certificate file of this PI source cannot be read, or holds no PEM certificate. Check its path.',
    { field: 'caFile' },
  );
}
