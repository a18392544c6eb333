import { z } from 'zod';

/** What the network says went wrong: in an answer, in a status of a message, or by itself. */
export type GraphError = {
  /** Decides alone; absent when the answer was none of the Graph API's. */
  readonly code: number | undefined;
  readonly subcode?: number | undefined;
  readonly isTransient: boolean;
  readonly httpStatus?: number | undefined;
  /** For Meta's support, and so for the log. */
  readonly traceId?: string | undefined;
};

const Code = z.coerce.number().int().optional().catch(undefined);
const Shape = z.object({
  code: Code,
  error_subcode: Code,
  is_transient: z.boolean().optional().catch(undefined),
  fbtrace_id: z.string().max(200).optional().catch(undefined),
});

/** Reads one error object; anything else becomes an error without a code. */
export function readGraphError(value: unknown, httpStatus?: number): GraphError {
  const shape = Shape.safeParse(value).data;
  return {
    code: shape?.code,
    subcode: shape?.error_subcode,
    isTransient: shape?.is_transient ?? false,
    httpStatus,
    traceId: shape?.fbtrace_id,
  };
}

/** The error of an answer, whose body holds it below `error`. */
export function errorOfAnswer(httpStatus: number, content: unknown): GraphError {
  const body = z.object({ error: z.unknown() }).safeParse(content).data;
  return readGraphError(body?.error, httpStatus);
}
