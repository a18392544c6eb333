export {
  type AiTrigger,
  type NewAiTrigger,
  deleteAiTrigger,
  findAiTrigger,
  insertAiTrigger,
  listAiTriggers,
  recordAiTriggerUse,
  updateAiTrigger,
} from './ai-triggers.repository.ts';
export { type AiTriggerRoutesDeps, aiTriggerRoutes } from './ai-triggers.routes.ts';
export {
  type StoredAiModel,
  deleteAiModel,
  insertAiModel,
  listAiModels,
  reencryptAiModels,
  updateAiModel,
} from './ai-models.repository.ts';
export { type AiModelRoutesDeps, aiModelRoutes } from './ai-models.routes.ts';
export {
  MODEL_KINDS,
  type ModelAnswererDeps,
  type Models,
  createModelAnswerer,
  createModels,
  isModelKind,
  prepareModelConfig,
} from './model/index.ts';
export { AiPrefix } from './ai-triggers.schema.ts';
export {
  type ImportedAiTrigger,
  insertImportedAiTriggers,
} from './imported-ai-triggers.repository.ts';
export { createBuiltInAnswerer, looksLikeFollowUp, unitSaidIn } from './understanding/index.ts';
export {
  type AiAnswer,
  type Feedback,
  findAiAnswerOfMessage,
  findNewestAiAnswer,
  insertAiAnswer,
  recordFeedback,
} from './ai-answers.repository.ts';
export { createTools, runTool, type Shift, type Tool, type ToolAsking } from './tools/index.ts';
export { type McpRoutesDeps, mcpRoutes } from './mcp/mcp.routes.ts';
export type { AnswerPlainly, PlainAnswer } from './answerer.ts';
export { type AiAnswerRoutesDeps, aiAnswerRoutes } from './ai-answers.routes.ts';
