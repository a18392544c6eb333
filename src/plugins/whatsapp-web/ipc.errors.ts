import { AppError, type ErrorDetails, type ErrorKind } from '#sdk';

/** An error as it goes from one process to the other. */
export interface WireError {
  readonly app?: {
    readonly kind: ErrorKind;
    readonly code: string;
    readonly details: ErrorDetails;
  };
  readonly message: string;
}

/** Causes and stacks stay behind: they may hold what was being worked on. */
export function toWireError(error: unknown): WireError {
  if (error instanceof AppError) {
    const { kind, code, details, message } = error;
    return { app: { kind, code, details }, message };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}

export function fromWireError({ app, message }: WireError): Error {
  return app === undefined
    ? new Error(message)
    : new AppError(app.kind, app.code, message, app.details);
}
