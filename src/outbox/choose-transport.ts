import { nothingReaches, transportUnknown } from './outbox.errors.ts';

/** A transport as it is now, for who chooses one. */
export type ReachableBy = {
  readonly kind: string;
  readonly isReady: boolean;
  readonly canReach: (recipient: string) => boolean;
};

/**
 * The transport a message goes by: the one asked for, ready or not, or the first that is ready and reaches the
 * recipient.
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
  const first = transports.find(({ isReady, canReach }) => isReady && canReach(recipient));
  if (!first) throw nothingReaches(recipient);
  return first.kind;
}
