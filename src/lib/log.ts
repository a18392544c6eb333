import { pino, stdSerializers, stdTimeFunctions } from 'pino';
import type { Logger as PinoLogger } from 'pino';

/** The process's log: JSON lines, one object each, details first, then one plain sentence. */
export type Log = PinoLogger;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SECRET_FIELDS = [
  'password',
  'currentPassword',
  'newPassword',
  'passwordHash',
  'token',
  'tokenHash',
  'secret',
  'secretKey',
  'recoveryCodes',
  'authorization',
  'cookie',
  'apiKey',
  'connectionString',
];

/**
 * Opens the log on stdout, or on `destination` (a test's own stream).
 *
 * Field names that hold secrets are blanked at the top and two levels down, whoever logs them.
 */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: stdSerializers.errWithCause },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[hidden]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
