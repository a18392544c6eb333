import type { LoadedTrigger, VariableProblem } from '../triggers/index.ts';
import type { Language } from '../triggers/index.ts';
import type { PendingVariable } from './pending.ts';
import type { Answered, Question } from './question.ts';
import { choiceLabels, variableReply } from '../replies/index.ts';

/** What is known of a question whose variables are being asked for. */
export type Conversation = Pick<PendingVariable, 'said' | 'saidAt' | 'answers'>;

/**
 * Asks for a variable of a trigger's query; the next message is its value. Undefined where the trigger says that it is
 * not to be asked for, or is no query.
 */
export function askVariable(
  { timeZone, now }: Pick<Question, 'timeZone' | 'now'>,
  trigger: LoadedTrigger,
  asked: { readonly name: string; readonly problem?: VariableProblem | undefined },
  { said, saidAt, answers }: Conversation,
  language: Language,
): Answered | undefined {
  const { config } = trigger.runnable();
  if (config.type !== 'query') return undefined;
  const variable = config.variables[asked.name];
  if (!variable || variable.ask === false) return undefined;
  const { name, problem } = asked;
  const { [name]: _wrong, ...right } = answers;
  const labels = choiceLabels(variable, language);
  return {
    rule: 'asks_variable',
    name: trigger.name,
    language,
    reply: variableReply({ trigger, name, variable, problem }, { language, timeZone, now }),
    asks: {
      kind: 'variable',
      triggerId: trigger.id,
      name,
      said,
      saidAt,
      answers: right,
      language,
    },
    ...(labels.length > 0 && { choices: labels.map((say) => ({ say, language })) }),
  };
}
