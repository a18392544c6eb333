import { AppError } from '#sdk';

export function auditLogNotFound(id: string): AppError {
  return new AppError(
    'not_found',
    'audit_logs.not_found',
    'There is no such entry in the audit log; it may have been removed for its age.',
    { id },
  );
}
