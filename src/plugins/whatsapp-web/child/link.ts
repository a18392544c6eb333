import type { AuthenticationCreds, ConnectionState } from 'baileys';
import type { LinkCode, TransportStatus } from '#sdk';
import type { LogLevel } from '../calls.ts';
import { type Credentials, isPaired, newCredentials } from './credentials.ts';
import { createLinkCodes } from './link-codes.ts';
import { afterClose, type Close, type LinkHistory, type Move, NO_HISTORY } from './link-state.ts';
import { logOut } from './log-out.ts';
import {
  openSocket,
  type OpenSocket,
  type SocketListener,
  type SocketTools,
} from './open-socket.ts';
import { accountOf, type LinkStatus, UNLINKED } from './link-status.ts';

/** The link to the phone, and whatever it takes to keep it. */
export interface Link {
  /** Finds out whether a phone is linked already. */
  load(): Promise<void>;
  /** Connects when one is. */
  begin(): void;
  startLinking(phone: string | undefined): Promise<void>;
  endLinking(): Promise<void>;
  /** Only while messages can go. */
  socket(): OpenSocket | undefined;
  creds(): AuthenticationCreds | undefined;
  status(): TransportStatus;
  /** Another socket in place of this one. */
  renew(): void;
  stop(): void;
}

export interface LinkTools
  extends SocketTools, Pick<SocketListener, 'onAck' | 'onReceipt' | 'onHeard'> {
  readonly credentials: Credentials;
  readonly companionRegRefresh: boolean;
  readonly openWithinMs: number;
  readonly onStatus: () => void;
  readonly onCode: (code: LinkCode) => void;
  readonly onClosed: () => void;
  readonly onRestriction: (end: Date | null) => void;
  readonly tell: (level: LogLevel, details: object, message: string) => void;
  readonly nowMs: () => number;
  readonly random: () => number;
}

const TIMED_OUT = 408;

export function createLink(tools: LinkTools): Link {
  const { credentials, nowMs, tell } = tools;
  let creds: AuthenticationCreds | undefined;
  let current: OpenSocket | undefined;
  let history: LinkHistory = NO_HISTORY;
  let status: LinkStatus = UNLINKED;
  let timer: NodeJS.Timeout | undefined;
  let deadline: NodeJS.Timeout | undefined;
  const codes = createLinkCodes(tools);

  function show(next: LinkStatus): void {
    status = next;
    tools.onStatus();
  }

  function drop(): void {
    clearTimeout(timer);
    clearTimeout(deadline);
    current?.drop();
    current = undefined;
    tools.onClosed();
  }

  function connect(): void {
    drop();
    if (codes.isLinking() && !(creds && isPaired(creds))) creds = newCredentials();
    if (creds === undefined) return;
    const used = creds;
    const opened = openSocket(used, tools, {
      ...tools,
      onUpdate: (update) => void react(update, opened),
      onCreds: () => {
        // Before the phone has signed there is nothing worth keeping: it would only be half a pairing.
        if (isPaired(used)) void credentials.save(used);
      },
    });
    current = opened;
    // While it is being linked it waits for a person.
    if (isPaired(used)) deadline = setTimeout(giveUp, tools.openWithinMs, opened);
    codes.follow(opened.sock);
  }

  /** A server that takes the connection, answers pings and never lets it in would be waited for for ever. */
  function giveUp(opened: OpenSocket): void {
    if (opened !== current || status.phase === 'ready') return;
    opened.drop();
    void closed({ code: TIMED_OUT, isQrExpired: false, atMs: nowMs() });
  }

  async function react(update: Partial<ConnectionState>, from: OpenSocket): Promise<void> {
    const { reachoutTimeLock } = update;
    if (reachoutTimeLock) {
      const { isActive, timeEnforcementEnds } = reachoutTimeLock;
      tools.onRestriction(isActive ? (timeEnforcementEnds ?? new Date(nowMs() + 60_000)) : null);
    }
    if (update.qr) await codes.onQr(update.qr, from.sock);
    if (update.isNewLogin) {
      codes.end();
      history = { ...NO_HISTORY, pairedAtMs: nowMs() };
      show({ phase: 'connecting', detail: 'The phone has linked this device.' });
    }
    if (update.connection === 'open') {
      history = { ...history, openedAtMs: nowMs() };
      show({ phase: 'ready', detail: 'Connected.' });
      tell('info', {}, 'WhatsApp is connected.');
    }
    if (update.connection === 'close' && from === current) {
      await closed(closeOf(update, nowMs()));
    }
  }

  async function closed(close: Close): Promise<void> {
    clearTimeout(deadline);
    current = undefined;
    tools.onClosed();
    const next = afterClose(history, close, tools.random());
    history = next.history;
    tell(next.move.needsAdmin ? 'warn' : 'info', { code: close.code }, next.move.detail);
    await follow(next.move);
  }

  async function follow(move: Move): Promise<void> {
    const { detail, needsAdmin, reason } = move;
    const told = { detail, needsAdmin, ...(reason && { reason }) };
    if (move.do === 'reconnect') {
      timer = setTimeout(connect, move.afterMs);
      show({ phase: codes.isLinking() ? 'linking' : 'connecting', ...told });
      return;
    }
    codes.end();
    if (move.wipes) {
      creds = undefined;
      await credentials.wipe();
    }
    show({ phase: 'stopped', ...told });
  }

  return {
    async load() {
      creds = await credentials.load();
    },
    begin() {
      if (creds === undefined) return show(UNLINKED);
      show({ phase: 'connecting', detail: 'Connecting to WhatsApp.' });
      connect();
    },
    async startLinking(phone) {
      if (status.phase === 'ready' || status.phase === 'connecting') return;
      history = NO_HISTORY;
      if (creds && isPaired(creds)) {
        show({ phase: 'connecting', detail: 'Connecting to WhatsApp.' });
      } else {
        codes.begin(phone);
        show({ phase: 'linking', detail: 'Waiting for the phone to link this device.' });
      }
      connect();
    },
    async endLinking() {
      codes.end();
      if (status.phase === 'ready' && current && creds) await logOut(current.sock, creds);
      drop();
      creds = undefined;
      history = NO_HISTORY;
      await credentials.wipe();
      show(UNLINKED);
    },
    socket: () => (status.phase === 'ready' ? current : undefined),
    creds: () => creds,
    status: () => ({
      ...status,
      isReady: status.phase === 'ready',
      account: accountOf(creds),
      reconnects: history.failures,
    }),
    renew() {
      show({ phase: 'connecting', detail: 'The line was silent; it is opened anew.' });
      connect();
    },
    stop: drop,
  };
}

function closeOf({ lastDisconnect }: Partial<ConnectionState>, atMs: number): Close {
  const error = lastDisconnect?.error as
    | { message?: string; output?: { statusCode?: number } }
    | undefined;
  const isQrExpired = error?.message?.startsWith('QR refs') === true;
  return { code: error?.output?.statusCode ?? 428, isQrExpired, atMs };
}
