import type { TransportPlugin } from '#sdk';
import type { Connection } from './connection.repository.ts';
import { canBeLinked, isWhatsapp } from './whatsapp-kinds.ts';
import type { MessageCharge, TransportState } from './transports.schema.ts';
import type { WhatsappStatus } from './whatsapp.schema.ts';

/**
 * How WhatsApp stands. The transports are believed, not the row that was written last: the process that wrote it may
 * have died, or have been another program.
 */
export function toWhatsappStatus(
  transports: readonly TransportState[],
  row: Connection | undefined,
  more: {
    readonly plugins: readonly TransportPlugin[];
    readonly charges: readonly MessageCharge[];
    readonly stuckEvents: number;
  },
): WhatsappStatus {
  const links = transports.filter((link) => isWhatsapp(link) && link.isSetUp);
  const link =
    links.find(({ isReady }) => isReady) ?? links.find(({ phase }) => phase !== 'off') ?? links[0];
  const isReady = link?.isReady ?? false;
  const isUnlinked = link === undefined || link.phase === 'off' || link.phase === 'linking';
  const isLinked =
    isReady || (!isUnlinked && Boolean(link.account ?? row?.botId ?? row?.phoneNumber));
  const linked = isLinked ? row : undefined;
  const { plugins, charges, stuckEvents } = more;
  return {
    isLinked,
    isReady,
    isInitializing: !isReady && (link?.phase === 'linking' || link?.phase === 'connecting'),
    phoneNumber: link?.account?.phone ?? linked?.phoneNumber ?? null,
    botId: link?.account?.id ?? linked?.botId ?? null,
    reconnectAttempts: link?.reconnects ?? 0,
    lastUpdate: row?.lastUpdate.toISOString() ?? null,
    phase: link?.phase ?? 'off',
    reason: link?.reason ?? null,
    needsAdmin: link?.needsAdmin ?? false,
    notice: plugins.find(canBeLinked)?.notice ?? null,
    canLink: plugins.some(canBeLinked),
    transports: [...transports],
    charges: [...charges],
    stuckEvents,
  };
}
