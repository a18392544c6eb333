import type { TransportStatus } from '#sdk';

type Trouble = { readonly reason: string; readonly says: string };
type Account = NonNullable<TransportStatus['account']>;

/** How the transport is, for the status; and who may send. */
export interface Health {
  status(): TransportStatus;
  /** The number answered: everything before is forgotten, a stop too. */
  verified(account: Account): void;
  /** The servers cannot be reached. */
  away(): void;
  stop(trouble: Trouble): void;
  pause(trouble: Trouble, forMs: number): void;
  /** An administrator must act, and the rest goes on meanwhile. */
  tell(trouble: Trouble): void;
  /** A message whose fate stayed unknown. */
  countUnclear(what: 'mayArriveTwice' | 'mayBeLost'): void;
  isReady(): boolean;
  close(): void;
}

type Phase = 'connecting' | 'ready' | 'paused' | 'stopped';

export function createHealth(onStatus: () => void): Health {
  let phase: Phase = 'connecting';
  let trouble: Trouble | undefined;
  let account: Account | undefined;
  let reconnects = 0;
  let pauseTimer: NodeJS.Timeout | undefined;
  const unclear = { mayArriveTwice: 0, mayBeLost: 0 };

  function change(to: Phase, why: Trouble | undefined): void {
    if (phase === to && trouble?.reason === why?.reason) return;
    phase = to;
    trouble = why;
    onStatus();
  }

  function detail(): string {
    const words = trouble?.says ?? (phase === 'ready' ? 'Ready.' : 'Asking WhatsApp’s servers.');
    const { mayArriveTwice, mayBeLost } = unclear;
    const counts = [
      ...(mayArriveTwice > 0 ? [`${mayArriveTwice} may have arrived twice`] : []),
      ...(mayBeLost > 0 ? [`${mayBeLost} may not have arrived`] : []),
    ];
    return counts.length === 0 ? words : `${words} Messages since the start: ${counts.join(', ')}.`;
  }

  return {
    isReady: () => phase === 'ready',
    status: () => ({
      isReady: phase === 'ready',
      phase,
      detail: detail(),
      reconnects,
      ...(trouble && { reason: trouble.reason }),
      ...(trouble && trouble.reason !== AWAY.reason && { needsAdmin: true }),
      ...(account && { account }),
    }),
    verified(found) {
      account = found;
      reconnects = 0;
      clearTimeout(pauseTimer);
      change('ready', undefined);
    },
    away() {
      reconnects += 1;
      // Trouble that an administrator must solve is not solved by a lost line.
      if (phase === 'ready' || phase === 'connecting') change('connecting', AWAY);
    },
    stop(why) {
      clearTimeout(pauseTimer);
      change('stopped', why);
    },
    pause(why, forMs) {
      if (phase === 'stopped') return;
      clearTimeout(pauseTimer);
      pauseTimer = setTimeout(() => change('ready', undefined), forMs);
      pauseTimer.unref();
      change('paused', why);
    },
    tell(why) {
      if (phase === 'ready') change('ready', why);
    },
    countUnclear(what) {
      unclear[what] += 1;
      onStatus();
    },
    close() {
      clearTimeout(pauseTimer);
      phase = 'connecting';
    },
  };
}

const AWAY: Trouble = {
  reason: 'unreachable',
  says: 'WhatsApp’s servers cannot be reached. It is tried again all the time.',
};
