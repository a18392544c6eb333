/** What the server, or the way to it, answered instead of what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;

  constructor(problem: {
    readonly code: string;
    readonly message: string;
    readonly status: number;
    readonly details?: Readonly<Record<string, unknown>> | undefined;
    readonly requestId?: string | null | undefined;
    readonly cause?: unknown;
  }) {
    super(problem.message, { cause: problem.cause });
    this.code = problem.code;
    this.status = problem.status;
    this.details = problem.details ?? {};
    this.requestId = problem.requestId ?? null;
  }
}

/** A field the server did not like. `path` is dotted, as in `config.baseUrl`. */
export type FieldIssue = { readonly path: string; readonly message: string };

/** Which fields an error is about; none when it is about something else. */
export function fieldIssuesOf(error: unknown): readonly FieldIssue[] {
  if (!(error instanceof ApiError)) return [];
  const { issues } = error.details;
  return Array.isArray(issues) ? issues.filter(isFieldIssue) : [];
}

function isFieldIssue(issue: unknown): issue is FieldIssue {
  return (
    typeof issue === 'object' &&
    issue !== null &&
    'path' in issue &&
    'message' in issue &&
    typeof issue.path === 'string' &&
    typeof issue.message === 'string'
  );
}
