import { AppError } from '#sdk';
import type { Language, VariableProblem } from '../triggers/index.ts';
import type { ArgumentProblem } from '../grammar/index.ts';
import type { BuiltReply } from './built-reply.ts';
import { plainText } from './message-text.ts';
import { say } from './say.ts';
import { whatFits } from './what-fits.ts';

/**
 * Why what stands after a name cannot be used, and what could.
 *
 * @param problem from `parseArguments`, or an error of kind `invalid` from running with the arguments
 */
export function argumentsReply(
  name: string,
  problem: ArgumentProblem | AppError,
  language: Language,
): BuiltReply {
  const shownName = plainText(name, 60);
  if (problem instanceof AppError) {
    return { text: refusal(shownName, problem, language), facts: [] };
  }
  return { text: sentence(shownName, problem, language), facts: [] };
}

/** The errors a question can cause are told in its language; of any other, the English message is all there is. */
function refusal(name: string, { code, details, message }: AppError, language: Language): string {
  const text = plainText(typeof details['name'] === 'string' ? details['name'] : '', 60);
  const names = listed(details['known'] ?? details['choices']);
  switch (code) {
    case 'triggers.argument_not_used':
      return say(language, 'argumentNotUsed', { name });
    case 'triggers.variable_unknown':
      return names === ''
        ? say(language, 'argumentNoVariables', { name, text })
        : say(language, 'argumentUnknownVariable', { name, text, names });
    case 'triggers.variable_missing':
      return say(language, 'argumentMissing', { name, text });
    case 'triggers.variable_twice':
      return say(language, 'argumentVariableTwice', { text });
    case 'triggers.variable_wrong':
      return whatFits(text, details['problem'] as VariableProblem, language);
    default:
      return `⚠ ${plainText(message, 300)}`;
  }
}

function listed(names: unknown): string {
  return Array.isArray(names)
    ? names
        .slice(0, 20)
        .map((name) => plainText(String(name), 40))
        .join(', ')
    : '';
}

function sentence(name: string, problem: ArgumentProblem, language: Language): string {
  const text = plainText(problem.text, 60);
  switch (problem.kind) {
    case 'unclear':
      return say(language, 'argumentUnclear', { text, name });
    case 'future':
      return say(language, 'argumentFuture', { text });
    case 'backwards':
      return say(language, 'argumentBackwards', { text });
    case 'too_long':
      return say(language, 'argumentTooLong', { text });
    case 'too_old':
      return say(language, 'argumentTooOld', { text });
    case 'count_out_of_limits':
      return say(language, 'argumentCount', { text, limit: problem.limit });
    case 'variable_twice':
      return say(language, 'argumentVariableTwice', { text });
  }
}
