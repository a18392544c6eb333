export { awaitTagIndex } from './await-tag-index.ts';
export { type FoundTag, findTag } from './find-tag.ts';
export { type SearchedTag, searchTags } from './search-tags.ts';
export {
  type FindTagOptions,
  type FoundTags,
  type TagAsking,
  type TagCandidate,
  type TagFinder,
  type TagFinderDeps,
  createTagFinder,
} from './tag-finder.ts';
