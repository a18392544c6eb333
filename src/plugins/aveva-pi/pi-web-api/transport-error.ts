import { AppError } from '#sdk';
import { codeOf, piBadAnswer, piTls, piUnreachable } from './pi.errors.ts';

const SET_CA = 'Set the CA certificate file of this source to the plant’s own authority.';

/** OpenSSL's verification results as Node names them (node:tls, "X509 certificate error codes"). */
const TLS_REASONS: Readonly<Record<string, readonly [reason: string, advice: string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['its certificate is self-signed', SET_CA],
  SELF_SIGNED_CERT_IN_CHAIN: ['its certificate comes from an authority unknown here', SET_CA],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['its certificate comes from an authority unknown here', SET_CA],
  UNABLE_TO_GET_ISSUER_CERT: ['its certificate comes from an authority unknown here', SET_CA],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'its certificate comes from an authority unknown here',
    SET_CA,
  ],
  CERT_SIGNATURE_FAILURE: [
    'its certificate was not signed by the authority of the CA file',
    SET_CA,
  ],
  CERT_HAS_EXPIRED: [
    'its certificate has expired',
    'Renew it on the PI server, and check the clock of this machine.',
  ],
  CERT_NOT_YET_VALID: [
    'its certificate is not valid yet',
    'Check the clocks of this machine and of the PI server.',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its certificate is made out to another host',
    'Use the host name of the certificate in the base URL, or renew it; a CA certificate file alone does not help.',
  ],
};

const NOT_TLS =
  'Check whether the base URL should begin with http:// and that its port is the right one.';

/** Whether the request broke off so that a kept-alive connection dropped by the server explains it. */
export function isDroppedConnection(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error));
}

/**
 * Turns what undici, node:tls or node:net threw into the error a person can act on.
 * `hasAnswerStarted` says that the status line had already come.
 */
export function transportError(error: unknown, hasAnswerStarted: boolean): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const tls = TLS_REASONS[code];
  if (tls) return piTls(tls[0], tls[1], error);
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return piTls('there is no TLS, or none this machine can speak', NOT_TLS, error);
  }
  if (code.startsWith('ERR_TLS_') || code.startsWith('CERT_')) {
    return piTls('its certificate is not accepted', SET_CA, error);
  }
  if (hasAnswerStarted) return piBadAnswer('it broke off in the middle', error);
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return piBadAnswer('it is not HTTP', error);
  }
  return piUnreachable(error);
}
