export { type BuiltInDeps, createBuiltInAnswerer } from './create-built-in-answerer.ts';
export { unitSaidIn } from './find/unit-of.ts';
export { looksLikeFollowUp } from './follow-up.ts';
