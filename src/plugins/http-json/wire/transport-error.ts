import { AppError } from '#sdk';
import { apiBadAnswer, apiTls, apiUnreachable } from '../http-json.errors.ts';

const SET_CA = 'Set the CA certificate file of this source to the plant’s own authority.';
const CHECK_CLOCKS = 'Renew it on the server, and check the clocks of both machines.';

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
  CERT_HAS_EXPIRED: ['its certificate has expired', CHECK_CLOCKS],
  CERT_NOT_YET_VALID: ['its certificate is not valid yet', CHECK_CLOCKS],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its certificate is made out to another host',
    'Use the host name of the certificate in the URL, or renew it.',
  ],
};

const REACH_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up just now',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ECONNRESET: 'it dropped the connection',
  EPIPE: 'it dropped the connection',
  UND_ERR_SOCKET: 'it dropped the connection',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  ETIMEDOUT: 'it does not answer',
};

/** Whether the request broke off so that a kept-alive connection dropped by the server explains it. */
export function isDroppedConnection(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error));
}

/**
 * Turns what undici, node:tls or node:net threw into the error a person can act on.
 *
 * @param hasAnswerStarted whether the status line had already come
 */
export function transportError(error: unknown, hasAnswerStarted: boolean): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const tls = TLS_REASONS[code];
  if (tls) return apiTls(tls[0], tls[1], error);
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    const advice = 'Check whether its URL should begin with http:// and that its port is right.';
    return apiTls('there is no TLS, or none this machine can speak', advice, error);
  }
  if (code.startsWith('ERR_TLS_') || code.startsWith('CERT_')) {
    return apiTls('its certificate is not accepted', SET_CA, error);
  }
  if (hasAnswerStarted) return apiBadAnswer('it broke off in the middle', error);
  // Some of the parser's errors have no code.
  const isParser = error instanceof Error && error.name === 'HTTPParserError';
  if (isParser || code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return apiBadAnswer('it is not HTTP', error);
  }
  return apiUnreachable(REACH_REASONS[code] ?? 'the connection failed', error);
}

/** The machine code of a system or undici error; empty when it has none. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
