export { createTagIndex } from './create-tag-index.ts';
export type { TagIndex } from './create-tag-index.ts';
