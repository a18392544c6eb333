import { AppError } from '#sdk';

export function tagAliasNotFound(id: string): AppError {
  return new AppError('not_found', 'tag_aliases.not_found', 'There is no such alias.', { id });
}

export function aliasTaken(alias: string, tag: string): AppError {
  return new AppError(
    'conflict',
    'tag_aliases.alias_taken',
    `"${alias}" already stands for ${tag}; change that alias or choose another name.`,
    { alias, tag, issues: [{ path: 'alias', message: `It already stands for ${tag}.` }] },
  );
}

export function aliasUnknownSource(dataSourceId: string): AppError {
  return new AppError(
    'invalid',
    'tag_aliases.unknown_source',
    'There is no such data source; choose one from the list.',
    { dataSourceId, issues: [{ path: 'dataSourceId', message: 'There is no such data source.' }] },
  );
}

export function aliasUnknownContact(contactId: string): AppError {
  return new AppError(
    'invalid',
    'tag_aliases.unknown_contact',
    'There is no such contact; choose one from the list, or leave it out for everybody.',
    { contactId, issues: [{ path: 'contactId', message: 'There is no such contact.' }] },
  );
}
