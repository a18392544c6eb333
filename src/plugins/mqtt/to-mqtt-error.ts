import { AppError } from '#sdk';
import {
  badCertificateFile,
  clientIdRefused,
  connectionLost,
  loginRefused,
  notMqtt,
  timedOut,
  tlsFailed,
  unreachable,
} from './mqtt.errors.ts';

/** Answers to a log-in: MQTT 3.1.1 (3.2.2.3) and MQTT 5 (3.2.2.2). */
const LOGIN_CODES = new Set<unknown>([4, 5, 0x86, 0x87, 0x8c]);
const CLIENT_ID_CODES = new Set<unknown>([2, 0x85]);
const TLS =
  /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)|_CERT|CERTIFICATE/;
const BAD_FILE = /PEM|ASN1|DECODER|KEY_VALUES_MISMATCH|X509/;

/** What an error of the library or of a socket means. */
export function toMqttError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return connectionLost(error);
  const code: unknown = 'code' in error ? error.code : undefined;
  if (LOGIN_CODES.has(code)) return loginRefused(error);
  if (CLIENT_ID_CODES.has(code)) return clientIdRefused(error);
  const name = typeof code === 'string' ? code : '';
  if (BAD_FILE.test(name)) return badCertificateFile('certificateFile', error);
  if (TLS.test(name)) return tlsFailed(error);
  if (/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EHOSTDOWN)$/.test(name)) {
    return unreachable(error);
  }
  if (name === 'ETIMEDOUT' || /timeout|timed out/i.test(error.message)) return timedOut(error);
  if (/Unexpected server response|Invalid header|malformed|Cannot parse/i.test(error.message)) {
    return notMqtt(error);
  }
  return connectionLost(error);
}
