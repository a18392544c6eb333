import type { AppError } from '#sdk';
import type { ArgumentProblem } from '../../grammar/index.ts';
import { argumentsReply, type BuiltReply, plainText, say } from '../../replies/index.ts';
import type { Language } from '../../triggers/index.ts';

/** Why a tool gave no result, in words for a chat. Of what only a program can cause, the English message is told. */
export function wordToolError(error: AppError, language: Language): BuiltReply {
  return { text: textOf(error, language), facts: [] };
}

function textOf(error: AppError, language: Language): string {
  const { code, details, message } = error;
  const name = said(details['name']);
  const trigger = said(details['trigger']);
  const near = listed(details['near'], 3);
  switch (code) {
    case 'ai.tag_not_found':
      return near === ''
        ? say(language, 'plainNoTag', { name })
        : say(language, 'plainNoTagNear', { name, names: near });
    case 'ai.tag_in_several_sources': {
      const names = listed(details['sources'], 10);
      return say(language, 'plainSeveralSources', { name, names });
    }
    case 'ai.source_not_found':
      return say(language, 'plainNoSource', { name });
    case 'ai.trigger_not_found':
    case 'ai.preset_not_found':
      return near === ''
        ? say(language, 'plainNoName', { name })
        : say(language, 'plainNoNameNear', { name, names: near });
    case 'ai.variable_missing': {
      const choices = listed(details['choices'], 20);
      const missing = say(language, 'argumentMissing', { name: trigger, text: name });
      if (choices === '') return missing;
      return `${missing}\n${say(language, 'argumentChoices', { text: name, names: choices })}`;
    }
    case 'ai.arguments_unclear':
      return argumentsReply(trigger, details['problem'] as ArgumentProblem, language).text;
    case 'ai.range_missing':
      return say(language, 'askRange');
    case 'ai.range_backwards':
      return say(language, 'plainBackwards');
    case 'ai.range_in_future':
      return say(language, 'plainNotYet');
    case 'ai.range_too_long':
      return say(language, 'plainTooLong');
    case 'ai.too_many_values':
      return say(language, 'tooManyValues', { name });
    case 'ai.no_states':
      return say(language, 'noStates', { name });
    case 'ai.no_events':
    case 'pi.no_events':
      return say(language, 'noEvents');
    case 'ai.instant_in_future':
      return say(language, 'plainNoFuture', { name });
    case 'ai.no_total': {
      const unit = details['unit'];
      return typeof unit === 'string'
        ? say(language, 'plainNoTotal', { name, unit: plainText(unit, 20) })
        : say(language, 'plainNoTotalUnit', { name });
    }
    // Tools that are not offered: no source of theirs tells what was asked.
    case 'ai.tool_unknown':
      return say(language, details['name'] === 'events' ? 'noEvents' : 'couldNotAnswer');
    case 'ai.tool_failed':
      return say(language, 'couldNotAnswer');
    default:
      return code.startsWith('triggers.')
        ? argumentsReply(trigger, error, language).text
        : `⚠ ${plainText(message, 300)}`;
  }
}

function said(text: unknown): string {
  return typeof text === 'string' ? plainText(text, 60) : '';
}

function listed(names: unknown, most: number): string {
  if (!Array.isArray(names)) return '';
  return names.slice(0, most).map(said).join(', ');
}
