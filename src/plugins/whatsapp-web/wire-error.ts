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
  if (app === undefined) return new Error(message);
  // Made elsewhere, under its own code: this is no place where an error of the product begins.
  return Reflect.construct(AppError, [app.kind, app.code, message, app.details]);
}
