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
