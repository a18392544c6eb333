export type ProblemKind =
  | 'no_result'
  | 'unsupported'
  | 'wrong_unit'
  | 'wrong_tag'
  | 'wrong_statistic'
  | 'wrong_time'
  | 'stale'
  | 'wrong_state'
  | 'wrong_count';

/** What of an answer no tool result supports, in words a model can act on. */
export interface Problem {
  readonly kind: ProblemKind;
  /** As the answer says it. */
  readonly text: string;
  readonly message: string;
}
