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
export { AiPrefix } from './ai-triggers.schema.ts';
export {
  type ImportedAiTrigger,
  insertImportedAiTriggers,
} from './imported-ai-triggers.repository.ts';
export { looksLikeFollowUp } from './understanding/index.ts';
