export { type AnswerCheck, type CheckContext, checkAnswer } from './check-answer.ts';
export type { Problem, ProblemKind } from './problem.ts';
