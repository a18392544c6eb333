export { type ModelAnswererDeps, createModelAnswerer } from './create-model-answerer.ts';
export { MODEL_KINDS, isModelKind } from './model-kinds.ts';
export { prepareModelConfig } from './prepare-model-config.ts';
export { type Models, createModels } from './create-models.ts';
