import { AppError } from '../app-error.ts';
import { codeOf, sqlConnectionLost, sqlTls, sqlUnreachable } from './sql.errors.ts';

const SET_CA = 'Set the CA certificate file of this source.';
const NO_TLS = 'Set encryption of this source to prefer or off, or switch TLS on at the server.';

const TLS_REASONS: Readonly<Record<string, readonly [reason: string, advice: string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['its certificate is self-signed', SET_CA],
  SELF_SIGNED_CERT_IN_CHAIN: ['its certificate comes from an authority unknown here', SET_CA],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['its certificate comes from an authority unknown here', SET_CA],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'its certificate comes from an authority unknown here',
    SET_CA,
  ],
  UNABLE_TO_GET_ISSUER_CERT: ['its certificate comes from an authority unknown here', SET_CA],
  CERT_SIGNATURE_FAILURE: [
    'its certificate was not signed by the authority of the CA file',
    SET_CA,
  ],
  CERT_HAS_EXPIRED: [
    'its certificate has expired',
    'Renew it on the server, and check the clock of this machine.',
  ],
  CERT_NOT_YET_VALID: [
    'its certificate is not valid yet',
    'Check the clocks of this machine and of the server.',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its certificate is made out to another host',
    'Use the host name of the certificate as the host of this source.',
  ],
};

/** The server speaks no TLS. */
export function sqlNoTls(cause?: unknown): AppError {
  return sqlTls('the server does not offer it', NO_TLS, cause);
}

/**
 * What a socket or its TLS threw, as an error a person can act on; undefined when it is neither.
 *
 * @param hadConnection whether the server had been logged in to: then the connection broke
 */
export function networkError(error: unknown, hadConnection: boolean): AppError | undefined {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const tls = TLS_REASONS[code];
  if (tls) return sqlTls(tls[0], tls[1], error);
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return sqlTls('the server speaks none that this machine does', NO_TLS, error);
  }
  if (code.startsWith('ERR_TLS_') || code.startsWith('CERT_')) {
    return sqlTls('its certificate is not accepted', SET_CA, error);
  }
  if (!SOCKET_CODES.has(code)) return undefined;
  return hadConnection ? sqlConnectionLost(error) : sqlUnreachable(error);
}

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'EACCES',
  'EPERM',
]);
