import { AppError, slowDown } from '#sdk';

/** The line is not open just now; what was to be sent stays in the outbox. */
export function whatsappNotConnected(): AppError {
  return new AppError(
    'upstream',
    'whatsapp_web.not_connected',
    'WhatsApp is not connected. It is sent when the connection is back.',
  );
}

/** The process of the number ended while it was at it. */
export function whatsappRestarting(): AppError {
  return new AppError(
    'upstream',
    'whatsapp_web.restarting',
    'The WhatsApp connection is being started anew. It is tried again.',
  );
}

/** WhatsApp did not say that it took the message; it goes again with the same id. */
export function whatsappNoAnswer(timeoutMs: number): AppError {
  return new AppError(
    'timeout',
    'whatsapp_web.no_answer',
    `WhatsApp did not confirm the message within ${timeoutMs / 1000} s. It is sent again as the same message.`,
  );
}

export function whatsappGaveUp(): AppError {
  return new AppError(
    'timeout',
    'whatsapp_web.given_up',
    'Sending was stopped before WhatsApp confirmed the message. It is tried again.',
  );
}

export function notOnWhatsapp(phone: string): AppError {
  return new AppError(
    'not_found',
    'whatsapp_web.no_such_number',
    `${phone} is not on WhatsApp. Check the number.`,
  );
}

export function whatsappUnknownAddress(chat: string): AppError {
  return new AppError(
    'invalid',
    'whatsapp_web.unknown_address',
    `${chat} is no WhatsApp address. Use a phone number such as +628111234567, or a group.`,
  );
}

/** The answer to a message was an error that another try would not change. */
export function whatsappRefused(answer: string): AppError {
  return new AppError(
    'upstream',
    'whatsapp_web.busy',
    `WhatsApp did not take the message (${answer}). It is tried again.`,
    { answer },
  );
}

export function whatsappRejected(answer: string): AppError {
  return new AppError(
    'invalid',
    'whatsapp_web.rejected',
    `WhatsApp refuses this message (${answer}). Check that the number may write to this chat.`,
    { answer },
  );
}

/** 463: the account may not begin chats for now. Each try makes it worse. */
export function whatsappRestricted(waitMs: number): AppError {
  return slowDown(
    'whatsapp_web.restricted',
    'WhatsApp does not let this number begin new chats for now. It is sent later, or as soon as the person writes.',
    { scope: 'chat', waitMs },
  );
}

/** 429: too many messages or questions. */
export function whatsappTooFast(waitMs: number, cause?: unknown): AppError {
  return slowDown(
    'whatsapp_web.too_fast',
    'WhatsApp asks this number to slow down. It is sent in a little while.',
    { scope: 'transport', waitMs },
    cause,
  );
}

export function whatsappUnexpected(cause: unknown): AppError {
  return new AppError(
    'upstream',
    'whatsapp_web.failed',
    'Sending by WhatsApp failed. It is tried again.',
    {},
    cause,
  );
}

export function whatsappTextTooLong(textMax: number): AppError {
  return new AppError(
    'invalid',
    'whatsapp_web.too_long',
    `The text is longer than the ${textMax} characters that WhatsApp shows, so send it in parts.`,
  );
}
