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

export function messageNotFound(id: string): AppError {
  return new AppError('not_found', 'messages.not_found', 'There is no such message.', { id });
}

export function whatsappNotAvailable(): AppError {
  return new AppError(
    'conflict',
    'whatsapp.not_available',
    'This Plantline has no WhatsApp connection built in yet; use the simulator chat.',
  );
}

/** Somebody posts to the webhook of the Business Cloud API, which nobody set up here. */
export function webhookRefused(): AppError {
  return new AppError(
    'unauthenticated',
    'whatsapp.webhook_refused',
    'The WhatsApp Business Cloud API is not set up here, so nothing is taken from it.',
  );
}

/** Somebody asks to have the webhook confirmed, which nobody set up here. */
export function webhookNotConfirmed(): AppError {
  return new AppError(
    'forbidden',
    'whatsapp.webhook_not_confirmed',
    'The WhatsApp Business Cloud API is not set up here, so this webhook is not confirmed.',
  );
}
