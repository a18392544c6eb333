import { backOffMs } from '../back-off.ts';

/** How a connection ended. */
export interface Close {
  readonly code: number;
  /** No phone scanned any of the pictures. */
  readonly isQrExpired: boolean;
  readonly atMs: number;
}

/** What counts of all that came before. */
export interface LinkHistory {
  /** Connections lost in a row. */
  readonly failures: number;
  /** 500 in a row. */
  readonly badSessions: number;
  readonly openedAtMs: number | null;
  /** When the phone had just signed this device and WhatsApp asked for a new connection. */
  readonly pairedAtMs: number | null;
}

export const NO_HISTORY: LinkHistory = {
  failures: 0,
  badSessions: 0,
  openedAtMs: null,
  pairedAtMs: null,
};

export type Move =
  | {
      readonly do: 'reconnect';
      readonly afterMs: number;
      readonly reason?: string;
      readonly detail: string;
      readonly needsAdmin: boolean;
    }
  | {
      readonly do: 'stop';
      readonly reason: string;
      readonly detail: string;
      readonly wipes: boolean;
      readonly needsAdmin: boolean;
    };

const STABLE_MS = 5 * 60_000;
const OLD_VERSION_WAIT_MS = 60_000;
const AFTER_PAIRING_MS = 60_000;
const BAD_SESSIONS = 3;

/** What ends it until somebody acts, by WhatsApp's code. */
const ENDS: Readonly<Record<number, Omit<Extract<Move, { do: 'stop' }>, 'do'>>> = {
  401: {
    reason: 'logged_out',
    detail: 'The phone has unlinked this device. Link it again.',
    wipes: true,
    needsAdmin: true,
  },
  403: {
    reason: 'banned',
    detail: 'WhatsApp has blocked this number. Open WhatsApp on the phone to see why.',
    wipes: false,
    needsAdmin: true,
  },
  411: {
    reason: 'not_multi_device',
    detail: 'The phone does not take linked devices. Update WhatsApp on it and link again.',
    wipes: false,
    needsAdmin: true,
  },
  440: {
    reason: 'replaced',
    detail: 'Another program uses the same link. Stop it, then connect again.',
    wipes: false,
    needsAdmin: true,
  },
};

/**
 * What to do after a connection ended: the table of WhatsApp's close codes.
 *
 * @param random from 0 to 1, spreads the waiting
 */
export function afterClose(
  history: LinkHistory,
  close: Close,
  random: number,
): { readonly move: Move; readonly history: LinkHistory } {
  const before = isStable(history, close) ? NO_HISTORY : history;
  const next: LinkHistory = {
    ...before,
    failures: before.failures + 1,
    badSessions: close.code === 500 ? before.badSessions + 1 : 0,
    openedAtMs: null,
  };
  const again = (afterMs: number, detail: string): Move => ({
    do: 'reconnect',
    afterMs,
    detail,
    needsAdmin: false,
  });

  if (close.isQrExpired) return { move: QR_EXPIRED, history: NO_HISTORY };
  if (close.code === 515)
    return { move: again(0, RESTARTING), history: { ...before, openedAtMs: null } };
  if (close.code === 401 && isJustPaired(history, close)) {
    // Seen to come for nothing right after linking: once, it is not believed.
    return { move: again(2000, LOST), history: { ...next, pairedAtMs: null } };
  }
  const end = ENDS[close.code];
  if (end !== undefined) return { move: { do: 'stop', ...end }, history: NO_HISTORY };
  if (close.code === 405) {
    const afterMs = OLD_VERSION_WAIT_MS + backOffMs(next.failures, random);
    return {
      move: { do: 'reconnect', afterMs, reason: 'version', detail: OLD_VERSION, needsAdmin: true },
      history: next,
    };
  }
  if (next.badSessions >= BAD_SESSIONS) return { move: BAD_SESSION, history: NO_HISTORY };
  const isFirst = next.failures === 1;
  const atOnce = close.code === 428 && isFirst;
  return { move: again(atOnce ? 0 : backOffMs(next.failures, random), LOST), history: next };
}

function isStable(history: LinkHistory, close: Close): boolean {
  return history.openedAtMs !== null && close.atMs - history.openedAtMs >= STABLE_MS;
}

function isJustPaired(history: LinkHistory, close: Close): boolean {
  return history.pairedAtMs !== null && close.atMs - history.pairedAtMs <= AFTER_PAIRING_MS;
}

const LOST = 'The connection to WhatsApp was lost. It is opened again by itself.';
const RESTARTING = 'WhatsApp asked for a new connection.';
const OLD_VERSION =
  'WhatsApp refuses this version of its client. Update Plantline, or set a newer WhatsApp Web version.';

const QR_EXPIRED: Move = {
  do: 'stop',
  reason: 'qr_expired',
  detail: 'No phone scanned the code in time. Start linking again.',
  wipes: true,
  needsAdmin: false,
};

const BAD_SESSION: Move = {
  do: 'stop',
  reason: 'bad_session',
  detail:
    'WhatsApp ends each connection at once. Connect again; if that does not help, disconnect and link anew.',
  wipes: false,
  needsAdmin: true,
};
