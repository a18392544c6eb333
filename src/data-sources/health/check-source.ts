import { AppError, type CheckStep, type DataSource, type ValueOutcome } from '#sdk';
import { withTimeLimit } from '../../lib/with-time-limit.ts';
import { checkFailed, logInRefused } from '../data-sources.errors.ts';
import { endSoonAfter } from '../end-soon-after.ts';

export interface ToCheck {
  readonly name: string;
  readonly connection: DataSource;
  /** A tag that had a good value: to read it again is the lightest question there is. */
  readonly knownTag: string | undefined;
  /** Whether it has answered questions, so that what only its check cannot do is no outage. */
  readonly hasAnswered: boolean;
}

/** Less than somebody who asks would wait. */
const CHECK_WITHIN_MS = 8_000;

/**
 * Asks a source the lightest question there is: a tag it is known to have, else its own check. That one tag cannot be
 * read any more says little, so then its check decides.
 *
 * @returns what it told of the tag, if it was asked for one
 * @throws AppError, or whatever the plugin throws, when it does not answer
 */
export async function checkSource(
  source: ToCheck,
  outer: AbortSignal,
): Promise<ValueOutcome | undefined> {
  return await withTimeLimit(CHECK_WITHIN_MS, outer, async (signal) => {
    const { read } = source.connection;
    if (source.knownTag === undefined || !read) {
      await runCheck(source, signal);
      return undefined;
    }
    try {
      const reading = read.call(source.connection, { tags: [source.knownTag] }, signal);
      const [outcome] = await endSoonAfter(signal, reading, source.name);
      if (!outcome?.ok) await runCheck({ ...source, hasAnswered: false }, signal);
      return outcome;
    } catch (error) {
      const isOfTheTag = !signal.aborted && error instanceof AppError && mayBeOfOneTag(error);
      if (!isOfTheTag) throw error;
      await runCheck({ ...source, hasAnswered: false }, signal);
      return undefined;
    }
  });
}

async function runCheck(source: ToCheck, signal: AbortSignal): Promise<void> {
  const steps = await endSoonAfter(signal, source.connection.check(signal), source.name);
  const failed = failureOf(steps, source);
  if (failed) throw failed;
}

/** Another log-in right after a refused one would be one of those that lock an account. */
function mayBeOfOneTag({ kind }: AppError): boolean {
  return kind !== 'unauthenticated' && kind !== 'timeout' && kind !== 'throttled';
}

/** Why the steps of a check say that a source does not answer; undefined when they do not. */
export function failureOf(
  steps: readonly CheckStep[],
  { name, hasAnswered }: Pick<ToCheck, 'name' | 'hasAnswered'>,
): AppError | undefined {
  const failed = steps.find(({ ok }) => !ok);
  switch (failed?.name) {
    case undefined:
    // It answers, if not as one would like.
    case 'clock':
    case 'rights':
      return undefined;
    case 'login':
      return logInRefused(name, failed?.message ?? '');
    case 'permission':
    case 'read':
      return hasAnswered ? undefined : checkFailed(name, failed?.message ?? '');
    case 'config':
    case 'reach':
    case 'tls':
      return checkFailed(name, failed?.message ?? '');
  }
}
