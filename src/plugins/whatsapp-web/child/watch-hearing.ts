import type { LogLevel } from '../calls.ts';
import type { OpenSocket } from './open-socket.ts';
import { type Hearing, probeMove } from './self-probe.ts';

const EVERY_MS = 5000;
const MINUTE_MS = 60_000;
const TEXT = 'Plantline tests its own line. Nothing to do.';

/** Finds out whether a connection that looks open still hears. */
export interface HearingWatch {
  heard(): void;
  /** Nothing came back, and nothing more can be done here. */
  isDeaf(): boolean;
  stop(): void;
}

export function watchHearing(tools: {
  readonly silenceMinutes: number;
  readonly wasDeaf: boolean;
  readonly socket: () => OpenSocket | undefined;
  readonly renew: () => void;
  readonly restart: () => void;
  readonly onChange: () => void;
  readonly tell: (level: LogLevel, details: object, message: string) => void;
  readonly nowMs: () => number;
}): HearingWatch {
  const { nowMs, tell } = tools;
  let isDeaf = false;
  let hearing: Omit<Hearing, 'isOpen'> = {
    lastHeardAtMs: nowMs(),
    askedAtMs: null,
    failures: tools.wasDeaf ? 1 : 0,
    wasRestarted: tools.wasDeaf,
  };

  function step(): void {
    const open = tools.socket();
    const now = nowMs();
    const move = probeMove(
      { ...hearing, isOpen: open !== undefined },
      tools.silenceMinutes * MINUTE_MS,
      now,
    );
    switch (move) {
      case 'nothing':
        return;
      case 'ask':
        hearing = { ...hearing, askedAtMs: now };
        void ask(open);
        return;
      case 'new_socket':
        hearing = { ...hearing, askedAtMs: null, failures: 1 };
        tell('warn', {}, 'WhatsApp is connected but nothing comes in; the line is opened anew.');
        tools.renew();
        return;
      case 'restart':
        tools.restart();
        return;
      case 'tell':
        hearing = { ...hearing, askedAtMs: null, failures: 0, lastHeardAtMs: now };
        isDeaf = true;
        tools.onChange();
    }
  }

  async function ask(open: OpenSocket | undefined): Promise<void> {
    const own = open?.sock.user?.id;
    if (open === undefined || own === undefined) return;
    try {
      await open.sock.sendMessage(own.replace(/:\d+@/, '@'), { text: TEXT });
    } catch {
      // A line that is down is found out by other means.
    }
  }

  const timer = setInterval(step, EVERY_MS);
  return {
    heard() {
      hearing = { lastHeardAtMs: nowMs(), askedAtMs: null, failures: 0, wasRestarted: false };
      if (!isDeaf) return;
      isDeaf = false;
      tools.onChange();
    },
    isDeaf: () => isDeaf,
    stop: () => clearInterval(timer),
  };
}
