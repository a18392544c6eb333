export { awaitTagIndex } from './await-tag-index.ts';
export { type FoundTag, findTag } from './find-tag.ts';
export { type SearchedTag, searchTags } from './search-tags.ts';
