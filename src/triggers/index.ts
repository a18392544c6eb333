export {
  type TriggerGroup,
  type TriggerGroupToStore,
  deleteTriggerGroup,
  findTriggerGroup,
  insertTriggerGroup,
  listTriggerGroups,
  updateTriggerGroup,
} from './trigger-groups.repository.ts';
export {
  type StoredTrigger,
  type TriggerToStore,
  countTriggers,
  deleteTrigger,
  findTrigger,
  insertTrigger,
  listTriggers,
  updateTrigger,
} from './triggers.repository.ts';
export { countTriggersByPreset, countTriggersBySource } from './trigger-counts.repository.ts';
export { findNameBeginning } from './answer-names.repository.ts';
export type * from './answer.ts';
export { type TriggerUse, recordTriggerUses } from './trigger-usage.repository.ts';
export { AnswerName, LANGUAGES, Language, RESERVED_KEYS } from './answer-name.schema.ts';
export { Fact, FACT_KINDS } from './fact.schema.ts';
export { checkTrigger } from './check-trigger.ts';
export { requirePreset } from './require-preset.ts';
export { checkPresetVariables } from './check-variables.ts';
export { type Variables, mergeVariables } from './merge-variables.ts';
export { readInstant } from './read-instant.ts';
export {
  type VariableInput,
  type VariableProblem,
  readVariable,
  typeOfVariable,
} from './read-variable.ts';
export { triggerGroupNotFound, triggerNotFound } from './triggers.errors.ts';
export { parseBucket, parseInterval } from './parse-interval.ts';
export {
  type Present,
  type RangeProblem,
  type RangeResult,
  parseTimeRange,
  readTimeRange,
} from './time-range.ts';
export {
  type HistoryConfig,
  LocalText,
  NewTrigger,
  type QueryConfig,
  type SummaryConfig,
  type TextConfig,
  type TrendConfig,
  TriggerConfig,
  TriggerType,
  type ValueConfig,
} from './triggers.schema.ts';
export { NewTriggerGroup } from './trigger-groups.schema.ts';
export {
  type TimeFormat,
  localTime,
  zoneName,
  formatAge,
  formatInstant,
  formatListTime,
  formatMinute,
  formatRange,
  isOnOneDay,
  isStartOfDay,
} from './format-instant.ts';
export { decimalsOf, formatCellNumber, formatNumber } from './format-number.ts';
export {
  type LoadedGroup,
  type LoadedTrigger,
  type LoadedTriggers,
  loadTriggers,
} from './load-triggers.ts';
export { draftTrigger, loadTrigger } from './load-trigger.ts';
export { type RunnableGroup, runGroup } from './run-group.ts';
export type { RunArguments, RunContext, RunnableTrigger } from './run-context.ts';
export { failedAnswer, runTrigger } from './run-trigger.ts';
export { triggerUseOf } from './trigger-use-of.ts';
export { withPreset } from './with-preset.ts';
export { checkTriggerConfig, parseTriggerConfig } from './parse-trigger-config.ts';
export { type Placeholder, type TemplatePart, parseReplyTemplate } from './reply-template.ts';
export { type NumberResult, parseNumber } from './parse-number.ts';
export { foldText } from './time-point.ts';
export { parseNamedDay } from './chat-day.ts';
export { type TriggerRoutesDeps, triggerRoutes } from './triggers.routes.ts';
export { type TriggerGroupRoutesDeps, triggerGroupRoutes } from './trigger-groups.routes.ts';
export {
  type ImportedGroup,
  type ImportedTrigger,
  type KnownAnswers,
  insertImportedAnswers,
  readKnownAnswers,
} from './imported-answers.repository.ts';
