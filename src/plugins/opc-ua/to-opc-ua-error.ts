import { AppError } from '#sdk';
import {
  clientNotTrusted,
  connectionLost,
  loginNotOffered,
  loginRefused,
  refused,
  timedOut,
  tooBusy,
  unreachable,
} from './opc-ua.errors.ts';

const LOGIN = /^Bad(UserAccessDenied|IdentityToken(Invalid|Rejected)|UserSignatureInvalid)$/;
const CERTIFICATE = /^Bad(Certificate\w+|SecurityChecksFailed|ApplicationSignatureInvalid)$/;
const BUSY = /^Bad(TooMany\w+|OutOfMemory|ResourceUnavailable|TcpNotEnoughResources)$/;
const TIMEOUT = /^Bad(Timeout|RequestTimeout)$/;
/** The session or its channel is gone, so that the same question may be put to a new one. */
const LOST =
  /^Bad(Session(IdInvalid|Closed|NotActivated)|SecureChannel(IdInvalid|Closed|TokenUnknown)|ConnectionClosed|ConnectionRejected|ServerNotConnected|Disconnect|CommunicationError|Shutdown|ServerHalted|TcpSecureChannelUnknown|TcpInternalError|TcpServerTooBusy|SequenceNumberInvalid|NonceInvalid)$/;

/**
 * What an error of the library means. It hands most of them over as texts, which name the status codes.
 *
 * @param ownThumbprint of the certificate that a server may not trust
 */
export function toOpcUaError(error: unknown, ownThumbprint = '', cause = error): AppError {
  if (error instanceof AppError) return error;
  if (cause instanceof AppError) return cause;
  const text = `${textOf(error)} ${textOf(cause)}`;
  const codes = text.match(/\bBad[A-Z]\w+/g) ?? [];
  const any = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  if (any(LOGIN)) return loginRefused(cause);
  if (any(CERTIFICATE)) return clientNotTrusted(ownThumbprint, cause);
  if (any(BUSY)) return tooBusy(cause);
  if (any(TIMEOUT)) return timedOut(cause);
  if (any(LOST)) return connectionLost(cause);
  if (/user token policy/i.test(text)) return loginNotOffered(cause);
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTDOWN/.test(text)) {
    return unreachable(cause);
  }
  if (/timed? ?out|timeout/i.test(text)) return timedOut(cause);
  const [first] = codes;
  return first ? refused(first, cause) : connectionLost(cause);
}

/** Whether the same question may be put to a new session at once. */
export function isLostConnection(error: AppError): boolean {
  return error.code === 'opcua.connection_lost';
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return `${error.message} ${code}`;
}
