export { awaitTagIndex } from './await-tag-index.ts';
export { type FoundTag, findTag } from './find-tag.ts';
export { type SearchedTag, searchTags } from './search-tags.ts';
export type { TagCandidate } from './tag-candidate.ts';
export type { TagName } from './tag-name.ts';
export {
  type FindTagOptions,
  type FoundTags,
  type TagAsking,
  type TagFinder,
  type TagFinderDeps,
  createTagFinder,
} from './tag-finder.ts';
export { type AddedAlias, addOwnAlias } from './add-own-alias.ts';
export { ChosenTag, recordChosenTag } from './record-chosen-tag.ts';
export { isPlantWord } from './plant-dictionary.ts';
export { type AliasCommand, parseAlias } from './parse-alias.ts';
export {
  deleteTagAlias,
  insertTagAlias,
  listTagAliases,
  updateTagAlias,
} from './tag-aliases.repository.ts';
export { type TagAliasRoutesDeps, tagAliasRoutes } from './tag-aliases.routes.ts';
