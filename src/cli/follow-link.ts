import { setTimeout as sleep } from 'node:timers/promises';
import type { WhatsappCode, WhatsappStatus } from '../transports/index.ts';
import type { RunningPlantline } from './running-plantline.ts';

const KIND = 'whatsapp-web';
const LOOK_EVERY_MS = 1000;
const CALL_TIMEOUT_MS = 15_000;
/** What was asked for may take this long to be seen in the state. */
const BEGIN_MS = 15_000;
/** Six codes, and the time to connect; nothing is worth waiting for after it. */
const LONGEST_MS = 5 * 60_000;

type State = WhatsappStatus['transports'][number];

/** What is told to the person, or to the program, while a phone is being linked. */
export interface LinkShow {
  notice(text: string): void;
  /** Called every second: the code may be another one, and counts for a second less. */
  code(code: WhatsappCode, now: Date): void;
  linked(account: { readonly phone: string | null }): void;
  /** Whatever is on the screen is left as it is. */
  end(): void;
}

/**
 * Begins linking and follows it until the phone is linked.
 *
 * @throws Error in one plain line when the code ran out, or linking was refused or stopped
 */
export async function followLink({
  running,
  phone,
  show,
  lookEveryMs = LOOK_EVERY_MS,
}: {
  readonly running: Pick<RunningPlantline, 'call'>;
  /** Shows a code to type in place of a QR picture. */
  readonly phone: string | undefined;
  readonly show: LinkShow;
  readonly lookEveryMs?: number;
}): Promise<void> {
  const first = await readStatus(running);
  const before = deviceOf(first);
  if (before.isReady) {
    show.linked({ phone: before.account?.phone ?? null });
    return;
  }
  if (first.notice) show.notice(first.notice);
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  try {
    await running.call('/whatsapp/connect', {
      method: 'POST',
      body: phone === undefined ? {} : { phone },
      timeoutMs: CALL_TIMEOUT_MS,
    });
    show.linked(await untilLinked({ running, show, lookEveryMs, signal: interrupted.signal }));
  } finally {
    process.off('SIGINT', interrupt);
    show.end();
  }
}

async function untilLinked({
  running,
  show,
  lookEveryMs,
  signal,
}: {
  readonly running: Pick<RunningPlantline, 'call'>;
  readonly show: LinkShow;
  readonly lookEveryMs: number;
  readonly signal: AbortSignal;
}): Promise<{ readonly phone: string | null }> {
  const startedAtMs = performance.now();
  let hasBegun = false;
  while (performance.now() - startedAtMs < LONGEST_MS) {
    const device = deviceOf(await readStatus(running));
    if (device.isReady) return { phone: device.account?.phone ?? null };
    const isMoving = device.phase === 'linking' || device.phase === 'connecting';
    hasBegun ||= isMoving;
    if (!isMoving && (hasBegun || performance.now() - startedAtMs > BEGIN_MS)) {
      throw new Error(whyNot(device));
    }
    const code = await running.call<WhatsappCode>('/whatsapp/qr', { timeoutMs: CALL_TIMEOUT_MS });
    show.code(code, new Date());
    await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) await stop(running);
  }
  throw new Error('The phone was not linked within five minutes: run "plantline link" again.');
}

/** Nobody looks at the codes any more, so none is offered. */
async function stop(running: Pick<RunningPlantline, 'call'>): Promise<never> {
  await running.call('/whatsapp/disconnect', {
    method: 'POST',
    body: {},
    timeoutMs: CALL_TIMEOUT_MS,
  });
  throw new Error('Linking was stopped.');
}

async function readStatus(running: Pick<RunningPlantline, 'call'>): Promise<WhatsappStatus> {
  return await running.call<WhatsappStatus>('/whatsapp/status', { timeoutMs: CALL_TIMEOUT_MS });
}

function deviceOf({ transports }: WhatsappStatus): State {
  const device = transports.find(({ kind }) => kind === KIND);
  if (device) return device;
  throw new Error('This Plantline cannot link a device: it was built without that.');
}

function whyNot({ reason, detail }: State): string {
  if (reason === 'qr_expired') {
    return 'The code ran out before a phone took it: run "plantline link" again.';
  }
  return `The phone was not linked: ${detail}`;
}
