import type { TransportPlugin, TransportStatus } from '#sdk';
import type { TransportState } from './transports.schema.ts';

const NOT_SET_UP: TransportStatus = { isReady: false, phase: 'off', detail: 'It is not set up.' };
const SWITCHED_OFF: TransportStatus = { ...NOT_SET_UP, detail: 'It is switched off.' };

/** How a transport stands, as routes and pages see it. */
export function toTransportState(
  plugin: Pick<TransportPlugin, 'kind' | 'title'>,
  status: TransportStatus | undefined,
  isSetUp: boolean,
): TransportState {
  const { isReady, detail, phase, reason, needsAdmin, account, reconnects } =
    status ?? (isSetUp ? SWITCHED_OFF : NOT_SET_UP);
  return {
    kind: plugin.kind,
    title: plugin.title,
    isReady,
    detail,
    phase: phase ?? (isReady ? 'ready' : 'connecting'),
    reason: reason ?? null,
    needsAdmin: needsAdmin ?? false,
    account: account ? { phone: account.phone, id: account.id } : null,
    reconnects: reconnects ?? 0,
    isSetUp,
  };
}
