export { type Catalogue, type CatalogueEntry, type Named, buildCatalogue } from './catalogue.ts';
export { type LanguageChoice, chooseLanguage, detectLanguage } from './choose-language.ts';
export { closeNames } from './close-names.ts';
export { editDistance } from './edit-distance.ts';
export { type AiQuestion, matchAiPrefix } from './match-ai-prefix.ts';
export { type Match, matchAnswer } from './match-answer.ts';
export { normaliseText } from './normalise-text.ts';
export {
  type ArgumentProblem,
  type ArgumentsContext,
  type ArgumentsResult,
  type MessageArguments,
  parseArguments,
} from './parse-arguments.ts';
export { type Choice, parseChoice } from './parse-choice.ts';
export { type Word, parseWord } from './parse-word.ts';
export { type TagAndRange, splitTagAndRange } from './split-tag-and-range.ts';
