export { createTagIndex } from './create-tag-index.ts';
export type { TagIndex } from './create-tag-index.ts';
export { findInSegments, searchSegments } from './search-segments.ts';
export { createSegment } from './segment.ts';
