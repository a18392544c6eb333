import type { TransportPhase } from '#sdk';
import { nothingReaches, transportUnknown } from './outbox.errors.ts';

/** A transport as it is now, for who chooses one. */
export type ReachableBy = {
  readonly kind: string;
  readonly isReady: boolean;
  readonly phase?: TransportPhase;
  /** A chat of Plantline's own: it takes every address, and nobody's phone rings. */
  readonly isLocal?: boolean;
  readonly canReach: (recipient: string) => boolean;
};

/** Phases that end with it being ready again. */
const WAITING: readonly (TransportPhase | undefined)[] = ['connecting', 'paused', 'stopped'];
const OF_A_NETWORK = /^\+\d|^bsuid:|@(?:g\.us|lid)$/u;

/**
 * The transport a message goes by: the one asked for, ready or not, or the first that is ready and reaches the
 * recipient. A network comes before a local chat; one that is away just now is waited for by what only a network reaches.
 *
 * @throws AppError `outgoing_messages.transport_unknown` or `outgoing_messages.not_reachable`
 */
export function chooseTransport(
  recipient: string,
  wanted: string | undefined,
  transports: readonly ReachableBy[],
): string {
  if (wanted !== undefined) {
    const known = transports.map(({ kind }) => kind);
    if (!known.includes(wanted)) throw transportUnknown(wanted, known);
    return wanted;
  }
  const reaching = transports.filter(({ canReach }) => canReach(recipient));
  const networks = reaching.filter(({ isLocal = false }) => !isLocal);
  const first =
    networks.find(({ isReady }) => isReady) ??
    networks.find(({ phase }) => WAITING.includes(phase) && OF_A_NETWORK.test(recipient)) ??
    reaching.find(({ isReady }) => isReady);
  if (!first) throw nothingReaches(recipient);
  return first.kind;
}
