export { createTagIndex } from './create-tag-index.ts';
export type { TagArea, TagIndex } from './create-tag-index.ts';
export { editDistance, forgivenErrors } from './edit-distance.ts';
export { foldUnit } from './fold-unit.ts';
export { findInSegments, searchSegments } from './search-segments.ts';
export { searchTermsIn } from './search-terms.ts';
export { createSegment } from './segment.ts';
export { unitNumberOf } from './unit-number.ts';
export { fold, partsOf, splitCapitals, wordsOf } from './words.ts';
