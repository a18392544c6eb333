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
