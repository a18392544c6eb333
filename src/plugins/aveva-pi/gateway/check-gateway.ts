import { AppError } from '#sdk';
import type { CheckStep, ValueOutcome } from '#sdk';
import type { AvevaPiConfig } from '../aveva-pi.schema.ts';
import { isAboutCaFile, piCheckFailed } from '../pi-web-api/pi.errors.ts';
import type { PiSender } from '../pi-web-api/send.ts';

const STEP_OF: Readonly<Record<string, CheckStep['name']>> = {
  'pi.tls': 'tls',
  'pi.unauthorized': 'login',
  'pi.forbidden': 'permission',
};

/**
 * Reaches the gateway, then reads the configured tag. Any answer that is not a failure of the server proves that it is
 * there: gateways have no page that says so. Never throws.
 */
export async function checkGateway({
  sender,
  config,
  read,
  signal,
}: {
  readonly sender: PiSender;
  readonly config: AvevaPiConfig;
  readonly read: (tags: readonly string[]) => Promise<readonly ValueOutcome[]>;
  readonly signal: AbortSignal;
}): Promise<readonly CheckStep[]> {
  const reached = await sender
    .send({ method: 'GET', path: '/pi/', signal })
    .then(() => undefined, asAppError);
  const step = reached ? stepOf(reached) : undefined;
  if (reached && step) return [{ name: step, ok: false, message: reached.message }];
  const steps: CheckStep[] = [{ name: 'reach', ok: true, message: 'The gateway answers.' }];
  const { defaultTag = config.tags?.[0]?.name } = config;
  if (!defaultTag) {
    const message = 'Not tried: name a tag for the connection test in this source.';
    return [...steps, { name: 'read', ok: true, message }];
  }
  try {
    const [outcome] = await read([defaultTag]);
    if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
    const { value, unit, state } = outcome.reading;
    const shown = value === null ? (state?.name ?? 'no value') : `${value} ${unit ?? ''}`.trim();
    return [...steps, { name: 'read', ok: true, message: `${defaultTag} was read: ${shown}.` }];
  } catch (error) {
    return [...steps, { name: 'read', ok: false, message: asAppError(error).message }];
  }
}

/** The step a failure is about; undefined when it is an answer all the same, such as 404. */
function stepOf(error: AppError): CheckStep['name'] | undefined {
  if (['pi.not_found', 'pi.refused', 'pi.bad_answer'].includes(error.code)) return undefined;
  return isAboutCaFile(error) ? 'tls' : (STEP_OF[error.code] ?? 'reach');
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return piCheckFailed(error);
}
