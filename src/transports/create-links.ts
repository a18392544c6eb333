import type { Linking, TransportPlugin } from '#sdk';
import type { Change } from '../audit/index.ts';
import { takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import type { Transports } from './create-transports.ts';
import { transportNotOpen, whatsappNotAvailable } from './transports.errors.ts';
import { findTransport, putTransport } from './transports.repository.ts';
import { whenSettled } from './when-settled.ts';
import { canBeLinked } from './whatsapp-kinds.ts';
import type { WhatsappCode } from './whatsapp.schema.ts';

/** Long enough for a process of its own to start on a small box. */
const OPEN_WITHIN_MS = 15_000;

/** Linking a phone, and ending that. */
export interface Links {
  /** @throws AppError `whatsapp.not_available` or `transports.not_open` */
  start(actor: Actor, phone: string | undefined): Promise<void>;
  /** @throws AppError `whatsapp.not_available` or `transports.not_open` */
  end(actor: Actor): Promise<void>;
  code(): WhatsappCode;
}

export function createLinks({
  change,
  plugins,
  transports,
}: {
  readonly change: Change;
  readonly plugins: readonly TransportPlugin[];
  readonly transports: Transports;
}): Links {
  const plugin = plugins.find(canBeLinked);

  function kindOrFail(): string {
    if (!plugin) throw whatsappNotAvailable();
    return plugin.kind;
  }

  async function write(actor: Actor, kind: string, active: boolean, how: object): Promise<void> {
    const action = active ? 'transports.link_started' : 'transports.link_ended';
    await change(actor, async (tx, at) => {
      await takeTurns(tx, `transport ${kind}`);
      const before = await findTransport(tx, kind);
      const details = { id: kind, ...how };
      if (before?.active === active || (!before && !active)) {
        return { result: undefined, action, details };
      }
      await putTransport(tx, { kind, config: before?.config ?? {}, active }, at);
      return { result: undefined, action, details };
    });
  }

  async function whenOpen(kind: string): Promise<Linking> {
    const transport = await whenSettled(transports, kind, OPEN_WITHIN_MS);
    if (transport?.linking) return transport.linking;
    const state = transports.opened(kind)?.status();
    throw transportNotOpen(kind, state?.detail ?? 'it is switched off.');
  }

  return {
    async start(actor, phone) {
      const kind = kindOrFail();
      await write(actor, kind, true, { by: phone === undefined ? 'qr' : 'code' });
      await transports.refresh();
      const linking = await whenOpen(kind);
      await linking.start(phone);
    },
    async end(actor) {
      const kind = kindOrFail();
      const opened = transports.opened(kind);
      if (opened && !opened.isOurs()) throw transportNotOpen(kind, opened.status().detail);
      const linking = transports.find(kind)?.linking;
      if (linking) await linking.end();
      // It cannot be asked to forget its keys, so they are removed for it.
      else if (opened) await opened.store.clear();
      await write(actor, kind, false, {});
      await transports.refresh();
    },
    code() {
      const kind = kindOrFail();
      const code = transports.find(kind)?.linking?.code();
      return {
        qr: code?.qr ?? null,
        pairingCode: code?.pairingCode ?? null,
        expiresAt: code?.expiresAt?.toISOString() ?? null,
      };
    },
  };
}
