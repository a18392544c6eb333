import { AppError } from '#sdk';

export function auditLogNotFound(id: string): AppError {
  return new AppError(
    'not_found',
    'audit_logs.not_found',
    'There is no such entry in the audit log; it may have been removed for its age.',
    { id },
  );
}

/** The log of changes takes nothing, so nothing is changed: what cannot be traced is not done. */
export function auditNotWritten(cause: unknown): AppError {
  return new AppError(
    'internal',
    'audit_logs.not_written',
    'The audit log could not be written, so nothing was changed. Check that the store’s disk has room, then try again.',
    {},
    cause,
  );
}

export function earlierActionInvalid(): AppError {
  return new AppError(
    'internal',
    'audit_logs.earlier_action',
    'An entry of another program was about to be taken for one of Plantline; it was not kept.',
  );
}
