import { AppError } from '#sdk';

export function contactNotFound(id: string): AppError {
  return new AppError('not_found', 'contacts.not_found', 'There is no such contact.', { id });
}

export function contactPhoneTaken(phone: string): AppError {
  return new AppError(
    'conflict',
    'contacts.phone_taken',
    'Another contact has this phone number; change that one instead.',
    { phone },
  );
}

export function contactAddressTaken(address: string, contactId: string): AppError {
  return new AppError(
    'conflict',
    'contacts.address_taken',
    'Another contact writes from this address; change that one instead.',
    { address, contactId },
  );
}

export function contactGrantUnknown(unknown: {
  readonly groupIds: readonly string[];
  readonly sourceIds: readonly string[];
}): AppError {
  return new AppError(
    'invalid',
    'contacts.grant_unknown',
    'A group or source that was granted does not exist; choose from the list.',
    unknown,
  );
}

/** Queries of one's own reach whatever a source's account reads: that is for administrators to allow. */
export function freeSqlForAdmins(): AppError {
  return new AppError(
    'forbidden',
    'contacts.admin_only',
    'Only an administrator may allow queries of their own; leave it as it is, or ask one.',
    { fields: ['grants.freeSql'] },
  );
}

export function messageNotFound(id: string): AppError {
  return new AppError('not_found', 'messages.not_found', 'There is no such message.', { id });
}
