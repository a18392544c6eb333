/** What `doctor` found at one place: a sentence that also says what to do, when there is something to do. */
export type Finding = {
  /** What was looked at: `node`, `folder`, `disk`, … */
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly message: string;
};

export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message };
}

/** It works, but somebody should look at it. */
export function warn(check: string, message: string): Finding {
  return { check, status: 'warn', message };
}

/** Plantline does not work, or not as it should. */
export function fail(check: string, message: string): Finding {
  return { check, status: 'fail', message };
}
