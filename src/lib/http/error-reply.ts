import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '#sdk';
import type { ErrorKind } from '#sdk';
import {
  bodyNotJson,
  bodyTooLarge,
  mediaTypeUnsupported,
  requestInvalid,
  requestMalformed,
  routeNotFound,
  unexpected,
} from './http.errors.ts';

/** The one form of every error answer. */
export const ErrorReply = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()),
      requestId: z.string(),
    }),
  })
  .meta({ id: 'Error' });
export type ErrorReply = z.infer<typeof ErrorReply>;

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  throttled: 429,
  upstream: 502,
  timeout: 504,
  internal: 500,
};

/** HTTP has a status of its own for these; the kind still says who acts. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  'auth.locked': 423,
  'http.body_too_large': 413,
  'http.media_type_unsupported': 415,
  'mcp.only_post': 405,
  'media.too_large': 413,
  'media.type_unsupported': 415,
};

/** The HTTP status of an error: its kind decides, but for the few codes HTTP has a word for. */
export function statusOf(error: AppError): number {
  return STATUS_BY_CODE[error.code] ?? STATUS[error.kind];
}

/** The body of an error answer. Holds what the error says for people, never its cause or stack. */
export function errorReply(error: AppError, requestId: string): ErrorReply {
  return {
    error: {
      code: error.code,
      message: error.message,
      details: { ...error.details },
      requestId,
    },
  };
}

/** Whatever was thrown while answering a request, as the error the caller is told. */
export function toAppError(error: unknown, bodyLimitBytes: number): AppError {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return requestInvalid(
      error.validation.map((issue) => ({
        path: issue.instancePath.split('/').filter(Boolean).join('.'),
        message: issue.message ?? 'is not valid',
      })),
    );
  }
  if (!(error instanceof Error)) return unexpected(error);
  const { code, statusCode } = error as Error & { code?: string; statusCode?: number };
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return bodyTooLarge(bodyLimitBytes);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return mediaTypeUnsupported();
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return bodyNotJson();
    case 'FST_ERR_NOT_FOUND':
      return routeNotFound();
    default:
      return statusCode !== undefined && statusCode >= 400 && statusCode < 500
        ? requestMalformed()
        : unexpected(error);
  }
}
