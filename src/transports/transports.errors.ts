import { AppError } from '#sdk';
import type { ConfigIssue } from '../lib/plugin-config/index.ts';

export function transportNotFound(kind: string): AppError {
  return new AppError(
    'not_found',
    'transports.not_found',
    'There is no such transport in this Plantline.',
    { kind },
  );
}

/** Another process has taken over: what this one still wants to write must not be written. */
export function leaseLost(transport: string): AppError {
  return new AppError(
    'conflict',
    'transports.lease_lost',
    'Another Plantline process has taken over this transport; stop one of the two.',
    { transport },
  );
}

/** What was filled in does not fit the plugin's schema. */
export function badTransportConfig(issues: readonly ConfigIssue[]): AppError {
  const [first] = issues;
  const where = first?.path ? `"${first.path}": ` : '';
  return new AppError(
    'invalid',
    'transports.bad_config',
    `The settings of this transport do not fit: ${where}${first?.message ?? 'correct them'}`,
    // A form finds the field by where it stands in what was sent.
    {
      issues: issues.map(({ path, message }) => ({
        path: path === '' ? 'config' : `config.${path}`,
        message,
      })),
    },
  );
}

/** A secret that was entered for one account is not used for another because somebody changed the account. */
export function transportSecretNeeded(fields: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'transports.secret_needed',
    `Enter ${fields.join(' and ')} again: what was entered before cannot be read any more.`,
    { fields },
  );
}

/** It is always there, so there is nothing to set up and nothing to switch off. */
export function transportAlwaysOn(kind: string): AppError {
  return new AppError(
    'conflict',
    'transports.always_on',
    'This transport needs no setting up and cannot be switched off.',
    { kind },
  );
}

/** @param detail how it stands, in words */
export function transportNotOpen(kind: string, detail: string): AppError {
  return new AppError(
    'conflict',
    'transports.not_open',
    `This transport is not connected, so try again in a moment: ${detail}`,
    { kind },
  );
}

export function whatsappNotAvailable(): AppError {
  return new AppError(
    'conflict',
    'whatsapp.not_available',
    'This Plantline has no WhatsApp connection built in that can be linked to a phone; use the simulator chat.',
  );
}

/** Somebody posts to the webhook of the Business Cloud API, which nobody set up here, or posts without its signature. */
export function webhookRefused(): AppError {
  return new AppError(
    'unauthenticated',
    'whatsapp.webhook_refused',
    'The WhatsApp Business Cloud API is not set up here, or this was not signed by it, so nothing is taken.',
  );
}

/** Somebody asks to have the webhook confirmed, which nobody set up here, or with another token. */
export function webhookNotConfirmed(): AppError {
  return new AppError(
    'forbidden',
    'whatsapp.webhook_not_confirmed',
    'The WhatsApp Business Cloud API is not set up here, or with another verify token, so this webhook is not confirmed.',
  );
}

/** It is set up, and cannot be asked whether this is genuine yet: the network sends it again. */
export function webhookNotReady(): AppError {
  return new AppError(
    'upstream',
    'whatsapp.webhook_not_ready',
    'Plantline is not connected to the WhatsApp Business Cloud API at this moment; send it again in a minute.',
    { retryAfterSeconds: 5 },
  );
}

/** It was there when the message was taken in hand; it waits until it is there again. */
export function transportGone(kind: string): AppError {
  return new AppError(
    'upstream',
    'transports.gone',
    'The transport of this message is not connected at this moment; it is sent when it is connected again.',
    { kind },
  );
}
