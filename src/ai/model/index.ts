export { type ModelAnswererDeps, createModelAnswerer } from './create-model-answerer.ts';
export { MODEL_KINDS, isModelKind } from './model-kinds.ts';
export { type Models, createModels } from './create-models.ts';
