import type { Transport, TransportStatus } from '#sdk';
import { plugins } from './plugins/index.ts';

/** A transport as routes see it. */
export type TransportState = TransportStatus & {
  readonly kind: string;
  readonly title: string;
  /** Whether a message to this address can go by it. */
  canReach(recipient: string): boolean;
};

export function transportState(kind: string, transport: Transport): TransportState {
  return {
    ...transport.status(),
    kind,
    title: plugins.transports.find((plugin) => plugin.kind === kind)?.title ?? kind,
    canReach: (recipient) => transport.canReach?.(recipient) ?? true,
  };
}
