import { readFile } from 'node:fs/promises';
import { codeOf, sqlCaFile } from './sql.errors.ts';

/** How a source wants its connections encrypted, as its configuration says. */
export type TlsConfig = {
  readonly tls: 'prefer' | 'require' | 'off';
  readonly caFile?: string | undefined;
  readonly insecureSkipTlsVerify: boolean;
};

export type TlsOptions = { readonly ca?: string; readonly rejectUnauthorized: boolean };

/**
 * For `tls.connect`; undefined where nothing is encrypted. The file is read for each connection, so that a renewed
 * authority is taken up without a restart.
 *
 * @throws AppError `sql.ca_file` when the CA file cannot be read
 */
export async function tlsOptions(config: TlsConfig): Promise<TlsOptions | undefined> {
  if (config.tls === 'off') return undefined;
  if (!isVerified(config)) return { rejectUnauthorized: false };
  if (config.caFile === undefined) return { rejectUnauthorized: true };
  try {
    return { ca: await readFile(config.caFile, 'utf8'), rejectUnauthorized: true };
  } catch (error) {
    const reason = codeOf(error) === 'ENOENT' ? 'does not exist' : 'cannot be read';
    throw sqlCaFile(reason, error);
  }
}

/** Whether the server must prove who it is. */
export function isVerified({ tls, insecureSkipTlsVerify }: TlsConfig): boolean {
  return tls === 'require' && !insecureSkipTlsVerify;
}
