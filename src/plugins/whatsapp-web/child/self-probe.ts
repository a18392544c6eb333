/** What is known about whether the line hears. */
export interface Hearing {
  readonly isOpen: boolean;
  readonly lastHeardAtMs: number;
  /** When a message to the own number was sent that nothing was heard of yet. */
  readonly askedAtMs: number | null;
  /** Tests in a row that nothing came back from. */
  readonly failures: number;
  /** The process was started anew for this already. */
  readonly wasRestarted: boolean;
}

export type ProbeMove = 'nothing' | 'ask' | 'new_socket' | 'restart' | 'tell';

const ANSWER_MS = 60_000;

/**
 * A connection may be open, and take messages, and yet bring none any more. After some silence a message to the own
 * number is sent; when not even its receipt comes back, the socket is replaced, then the process, and then a person
 * must know.
 *
 * @param silenceMs 0 never tests
 */
export function probeMove(hearing: Hearing, silenceMs: number, nowMs: number): ProbeMove {
  if (silenceMs === 0 || !hearing.isOpen) return 'nothing';
  if (hearing.askedAtMs !== null) {
    if (nowMs - hearing.askedAtMs < ANSWER_MS) return 'nothing';
    if (hearing.wasRestarted) return 'tell';
    return hearing.failures === 0 ? 'new_socket' : 'restart';
  }
  const isInDoubt = hearing.failures > 0;
  return isInDoubt || nowMs - hearing.lastHeardAtMs >= silenceMs ? 'ask' : 'nothing';
}
