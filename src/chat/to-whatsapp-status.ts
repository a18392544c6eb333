import type { Connection } from './connection.repository.ts';
import type { TransportState, WhatsappStatus } from './whatsapp.schema.ts';

/**
 * How WhatsApp stands. The transports are believed, not the row that was written last: the process that wrote it may
 * have died, or have been another program.
 */
export function toWhatsappStatus(
  transports: readonly TransportState[],
  row: Connection | undefined,
): WhatsappStatus {
  const links = transports.filter(({ kind }) => kind.startsWith('whatsapp'));
  const isReady = links.some((link) => link.isReady);
  const isLinked = isReady || (links.length > 0 && Boolean(row?.botId ?? row?.phoneNumber));
  const linked = isLinked ? row : undefined;
  return {
    isLinked,
    isReady,
    isInitializing: links.length > 0 && !isReady && (row?.isInitializing ?? false),
    phoneNumber: linked?.phoneNumber ?? null,
    botId: linked?.botId ?? null,
    reconnectAttempts: linked?.reconnectAttempts ?? 0,
    lastUpdate: row?.lastUpdate.toISOString() ?? null,
    transports: [...transports],
  };
}
