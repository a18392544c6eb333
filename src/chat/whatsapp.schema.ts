import { z } from 'zod';
import { Instant } from '../lib/http/list.schema.ts';

/** A way messages come and go, as it is now. */
export const TransportState = z
  .object({
    kind: z.string(),
    title: z.string(),
    isReady: z.boolean(),
    /** In words for a person. */
    detail: z.string(),
  })
  .meta({ id: 'TransportState' });
export type TransportState = z.output<typeof TransportState>;

/** What a phone reads to link itself. */
export const WhatsappCode = z
  .object({
    /** What the picture encodes; null while there is none to show. */
    qr: z.string().nullable(),
  })
  .meta({ id: 'WhatsappCode' });
export type WhatsappCode = z.output<typeof WhatsappCode>;

/** How WhatsApp stands. */
export const WhatsappStatus = z
  .object({
    /** A device or a business number is linked. */
    isLinked: z.boolean(),
    /** Messages can be sent now. */
    isReady: z.boolean(),
    isInitializing: z.boolean(),
    phoneNumber: z.string().nullable(),
    botId: z.string().nullable(),
    reconnectAttempts: z.number(),
    /** Null when nothing was ever linked. */
    lastUpdate: Instant.nullable(),
    /** Every transport of this Plantline, the simulator included. */
    transports: z.array(TransportState).readonly(),
  })
  .meta({ id: 'WhatsappStatus' });
export type WhatsappStatus = z.output<typeof WhatsappStatus>;
