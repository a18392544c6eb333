import { AppError } from '#sdk';
import { sqlServerTrouble } from '#sdk/sql';

/** The account’s password has only a verifier that no client of today takes. */
export function oracleOldPassword(cause: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'oracle.old_password',
    'The account of this source has only a password of an old kind (10G verifier). Ask the database administrator to set its password anew.',
    {},
    cause,
  );
}

/** The session cannot have the source’s time zone. */
export function oracleUnknownTimeZone(timeZone: string, cause: unknown): AppError {
  return new AppError(
    'invalid',
    'oracle.unknown_time_zone',
    `The database does not know the time zone ${timeZone}. Set another name of it as the time zone of this source.`,
    { timeZone },
    cause,
  );
}

/** SQLNET.ENCRYPTION_SERVER = REQUIRED */
export function oracleNativeEncryption(cause: unknown): AppError {
  return sqlServerTrouble(
    'it insists on Oracle’s native network encryption, which is not supported; use TLS (TCPS)',
    cause,
  );
}
