import { AppError, type Transport, type TransportCheckStep } from '#sdk';
import { withTimeLimit } from '../lib/with-time-limit.ts';

/** A test asks the network several things, each of which may be slow. */
const TEST_WITHIN_MS = 15_000;

/** Tries an open transport, step by step. Never throws. @param detail how it stands, in words */
export async function testTransport(
  transport: Transport | undefined,
  detail: string,
): Promise<readonly TransportCheckStep[]> {
  if (!transport) return [{ name: 'connection', ok: false, message: detail }];
  if (!transport.check) {
    const { isReady, detail: message } = transport.status();
    return [{ name: 'connection', ok: isReady, message }];
  }
  const check = transport.check.bind(transport);
  try {
    return await withTimeLimit(TEST_WITHIN_MS, undefined, async (signal) => {
      const late = new Promise<readonly TransportCheckStep[]>((resolve) => {
        signal.addEventListener('abort', () => resolve([TOO_SLOW]), { once: true });
      });
      return await Promise.race([check(signal), late]);
    });
  } catch (error) {
    const message = error instanceof AppError ? error.message : 'It failed; the log says why.';
    return [{ name: 'connection', ok: false, message }];
  }
}

const TOO_SLOW: TransportCheckStep = {
  name: 'connection',
  ok: false,
  message: 'The network gave no answer in time; try again later.',
};
