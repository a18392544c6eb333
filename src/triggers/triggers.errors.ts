import { AppError } from '#sdk';
import { inField } from './in-field.ts';

/** Who answers to a name already. */
export type NameHolder = {
  readonly kind: 'trigger' | 'group';
  readonly id: string;
  readonly name: string;
};

export function triggerNameTaken(name: string, holder: NameHolder): AppError {
  const what = holder.kind === 'trigger' ? 'The trigger' : 'The trigger group';
  return inField(
    'name',
    new AppError(
      'conflict',
      'triggers.name_taken',
      `${what} "${holder.name}" already answers to "${name}"; choose another name.`,
      { name, takenBy: holder },
    ),
  );
}

export function triggerNotFound(id: string): AppError {
  return new AppError('not_found', 'triggers.not_found', 'There is no such trigger.', { id });
}

export function triggerGroupNotFound(id: string): AppError {
  return new AppError('not_found', 'trigger_groups.not_found', 'There is no such trigger group.', {
    id,
  });
}

export function groupMemberUnknown(triggerIds: readonly string[]): AppError {
  return inField(
    'triggerIds',
    new AppError(
      'invalid',
      'trigger_groups.member_unknown',
      'The group names triggers that do not exist; choose from the list of triggers.',
      { triggerIds },
    ),
  );
}

export function triggerSourceUnknown(dataSourceId: string): AppError {
  return inField(
    'dataSourceId',
    new AppError(
      'invalid',
      'triggers.source_unknown',
      'The trigger names a data source that does not exist; choose one from the list.',
      { dataSourceId },
    ),
  );
}

export function triggerPresetUnknown(presetId: string): AppError {
  return inField(
    'config.presetId',
    new AppError(
      'invalid',
      'triggers.preset_unknown',
      'The trigger names a query preset that does not exist; choose one from the list.',
      { presetId },
    ),
  );
}

export function triggerWithoutSource(name: string): AppError {
  return inField(
    'dataSourceId',
    new AppError(
      'invalid',
      'triggers.without_source',
      `The trigger "${name}" has no data source; choose one on the triggers page.`,
      { name },
    ),
  );
}

export function triggerSourceGone(name: string): AppError {
  return inField(
    'dataSourceId',
    new AppError(
      'invalid',
      'triggers.source_gone',
      `The data source of "${name}" is switched off or gone; an administrator can choose another on the triggers page.`,
      { name },
    ),
  );
}

export function argumentNotUsed(name: string, argument: 'range' | 'count' | 'variable'): AppError {
  return inField(
    'args',
    new AppError(
      'invalid',
      'triggers.argument_not_used',
      `"${name}" takes no ${argument}; send just its name.`,
      { name, argument },
    ),
  );
}

/** A slip of ours: a text is answered without a source. */
export function textHasNoSource(): AppError {
  return new AppError('internal', 'triggers.text_has_no_source', 'A text asks no source.');
}

export function readingFailed(cause: unknown): AppError {
  return new AppError(
    'internal',
    'triggers.failed',
    'Something went wrong while reading.',
    {},
    cause,
  );
}
