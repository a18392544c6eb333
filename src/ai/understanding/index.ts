export { type BuiltInDeps, createBuiltInAnswerer } from './create-built-in-answerer.ts';
export { looksLikeFollowUp } from './follow-up.ts';
