import { AppError, slowDown, waitsForPerson } from '#sdk';
import type { Slowdown } from '#sdk';

/** Nothing was handed over: no connection came about. */
export function cloudUnreachable(cause: unknown): AppError {
  return new AppError(
    'upstream',
    'whatsapp_cloud.unreachable',
    'WhatsApp’s servers cannot be reached. Check this machine’s way to the internet.',
    {},
    cause,
  );
}

/** It was handed over, and what became of it is not known. */
export function cloudNoAnswer(cause?: unknown): AppError {
  return new AppError(
    'timeout',
    'whatsapp_cloud.no_answer',
    'WhatsApp did not say whether it took this message. It is tried again, and may then arrive twice.',
    {},
    cause,
  );
}

/** Of a kind that is not tried again: better silent than twice. */
export function cloudMayHaveArrived(cause?: unknown): AppError {
  return new AppError(
    'conflict',
    'whatsapp_cloud.may_have_arrived',
    'WhatsApp did not say whether it took this message: it may have arrived. Send it again if it did not.',
    {},
    cause,
  );
}

export function cloudClosed(): AppError {
  return new AppError(
    'upstream',
    'whatsapp_cloud.closed',
    'The connection to WhatsApp was just closed or changed. It is tried again.',
  );
}

/** `says` is of the table of codes: a plain sentence. */
export function cloudTryAgain(says: string, details: { graphCode?: number | undefined }): AppError {
  return new AppError(
    'upstream',
    'whatsapp_cloud.try_again',
    `${says} It is tried again.`,
    details,
  );
}

/** For good, as far as this message goes. */
export function cloudRefused(says: string, details: { graphCode?: number | undefined }): AppError {
  return new AppError('invalid', 'whatsapp_cloud.refused', says, details);
}

export function cloudWrongRecipient(): AppError {
  return new AppError(
    'invalid',
    'whatsapp_cloud.wrong_recipient',
    'The Business Cloud API writes only to single persons, by phone number or business-scoped id. Correct the recipient.',
  );
}

export function cloudWrongContent(says: string): AppError {
  return new AppError('invalid', 'whatsapp_cloud.wrong_content', says);
}

/** 24 hours are over, and nothing is set up that may be sent afterwards. */
export function cloudNoTemplate(): AppError {
  return new AppError(
    'invalid',
    'whatsapp_cloud.no_template',
    'This person has not written for 24 hours, so WhatsApp takes only an approved template. Set one up on the WhatsApp page, then send this again.',
  );
}

export function cloudWindowClosed(): AppError {
  return new AppError(
    'upstream',
    'whatsapp_cloud.window_closed',
    'This person had not written for 24 hours, so WhatsApp did not deliver it. It is tried again by the template.',
  );
}

export function cloudWaitsForPerson(): AppError {
  return waitsForPerson(
    'whatsapp_cloud.waits_for_person',
    'This person has not written for 24 hours. The template was sent; this follows when the person answers.',
  );
}

export function cloudSlowDown(says: string, slowdown: Slowdown): AppError {
  return slowDown('whatsapp_cloud.slow_down', `${says} It is tried again later.`, slowdown);
}

/** Nothing goes out until somebody acts, and nothing is given up before. */
export function cloudStopped(says: string, waitMs: number): AppError {
  return slowDown('whatsapp_cloud.stopped', says, { scope: 'transport', waitMs });
}
