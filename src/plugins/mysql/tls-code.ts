/** What OpenSSL says of a certificate, and the code that Node gives it. */
const CODES: readonly (readonly [said: RegExp, code: string])[] = [
  [/self-signed certificate in certificate chain/, 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/self-signed certificate/, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/unable to (?:get|verify)/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/signature failure/, 'CERT_SIGNATURE_FAILURE'],
  [/has expired/, 'CERT_HAS_EXPIRED'],
  [/not yet valid/, 'CERT_NOT_YET_VALID'],
  [/does not match certificate/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

/** Why TLS failed, as a code of Node: the driver puts one of its own in its place, and keeps the words. */
export function tlsCode(message: string): string {
  return CODES.find(([said]) => said.test(message))?.[1] ?? 'EPROTO';
}
