import { choiceParts } from '../data-sources/index.ts';
import {
  type Language,
  type LocalText,
  type VariableProblem,
  type Variables,
  formatCellNumber,
  typeOfVariable,
} from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { localText } from './local-text.ts';
import { plainText } from './message-text.ts';
import { paginate } from './paginate.ts';
import { say } from './say.ts';
import { titleLine } from './title-line.ts';
import { whatFits } from './what-fits.ts';

export interface AskedVariable {
  /** The trigger that is asked. */
  readonly trigger: { readonly name: string; readonly description?: LocalText | undefined };
  readonly name: string;
  readonly variable: Variables[string];
  /** Why what was given cannot be used. */
  readonly problem?: VariableProblem | undefined;
}

const EXAMPLE = 20;

/** A query's variable asked for: the admin's own question or ours, with numbered choices where it has them. */
export function variableReply(asked: AskedVariable, context: ReplyContext): BuiltReply {
  const { language } = context;
  const { trigger, name, variable, problem } = asked;
  const labels = choiceLabels(variable, language);
  const why = problem && whatFits(shownName(name), problem, language, true);
  const lines = [
    titleLine(trigger, context),
    ...(why === undefined ? [] : [why]),
    question(asked, language),
  ];
  return paginate({
    language,
    head: lines.map((text) => ({ text })),
    rows: labels.map((label, index) => ({ text: `${index + 1}. ${label}` })),
    foot: labels.length > 0 ? [{ text: say(language, 'chooseNumber') }] : [],
  });
}

/** The choices of a variable as they are offered. */
export function choiceLabels(
  { choices = [] }: Variables[string],
  language: Language,
): readonly string[] {
  return choices.map((choice) => plainText(localText(choiceParts(choice).label, language), 60));
}

function question({ name, variable, problem }: AskedVariable, language: Language): string {
  const prompt = plainText(localText(variable.prompt, language), 200);
  if (prompt !== '') return prompt.includes('?') ? prompt : `${prompt.replace(/[.:!]$/, '')}?`;
  if (name === 'start' || name === 'end') return say(language, 'askRange');
  const shown = shownName(name);
  switch (typeOfVariable(name, variable)) {
    case 'number':
      // What would fit was just said.
      return problem
        ? say(language, 'askText', { name: shown })
        : say(language, 'askNumber', { name: shown, example: exampleOf(variable, language) });
    case 'instant':
      return say(language, problem ? 'askText' : 'askInstant', { name: shown });
    case 'tag':
      return say(language, name.toLowerCase() === 'tag' ? 'askTag' : 'askText', { name: shown });
    case 'choice':
    case 'text':
      return name.toLowerCase() === 'tag'
        ? say(language, 'askTag')
        : say(language, 'askText', { name: shown });
  }
}

/** `alarm_level` is read as two words. */
function shownName(name: string): string {
  return plainText(name.replaceAll('_', ' ').trim() || name, 40);
}

function exampleOf({ min, max, unit }: Variables[string], language: Language): string {
  const isWithin = (value: number) =>
    (typeof min !== 'number' || value >= min) && (typeof max !== 'number' || value <= max);
  const example = isWithin(EXAMPLE) ? EXAMPLE : typeof min === 'number' ? min : max;
  const shown = typeof example === 'number' ? formatCellNumber(example, language) : '';
  return unit === undefined ? shown : `${shown} ${plainText(unit, 20)}`;
}
