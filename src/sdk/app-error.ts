/** Who can act on an error; it alone decides the HTTP status and whether a retry makes sense. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'throttled'
  | 'upstream'
  | 'timeout'
  | 'internal';

export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error of the product.
 *
 * `code` is `feature.reason`, for machines, never renamed. `message` is one plain English sentence for a person
 * and must hold no secret, no internal address and no stack. Whatever else is needed to debug goes into `cause`.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    details: ErrorDetails = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** Whether the same request may succeed later without anybody changing it. */
export function isRetryable(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (error.kind === 'throttled' || error.kind === 'upstream' || error.kind === 'timeout')
  );
}
