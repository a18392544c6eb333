import { z } from 'zod';
import { Instant } from '../lib/http/list.schema.ts';
import { MessageCharge, TransportState } from './transports.schema.ts';

/** What a phone reads, or somebody types into it, to link it. */
export const WhatsappCode = z
  .object({
    /** What the picture encodes; null while there is none to show. */
    qr: z.string().nullable(),
    /** To be typed into the phone. */
    pairingCode: z.string().nullable(),
    /** When what is shown is replaced by another, or by nothing. */
    expiresAt: Instant.nullable(),
  })
  .meta({ id: 'WhatsappCode' });
export type WhatsappCode = z.output<typeof WhatsappCode>;

/** How to link: by a picture, or, with the number of the phone, by a code to type. */
export const WhatsappConnect = z
  .strictObject({
    phone: z
      .string()
      .max(40)
      .transform((text) => text.replaceAll(/[\s().\-\u00A0\u2010-\u2015]/gu, ''))
      .refine((text) => /^\+[1-9]\d{5,14}$/u.test(text), {
        error: 'Write the number with + and the country code, such as +6281200000001.',
      })
      .optional(),
  })
  .meta({ id: 'WhatsappConnect' });
export type WhatsappConnect = z.output<typeof WhatsappConnect>;

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
    /** Of the WhatsApp transport that matters most: one that is ready, else one that is set up. */
    phase: TransportState.shape.phase,
    reason: z.string().nullable(),
    needsAdmin: z.boolean(),
    /** What who links a device should know. */
    notice: z.string().nullable(),
    /** Whether this build can be linked to a phone. */
    canLink: z.boolean(),
    /** Every transport of this Plantline, the simulator included. */
    transports: z.array(TransportState).readonly(),
    /** This month's, by UTC days. */
    charges: z.array(MessageCharge).readonly(),
    /** What networks sent that could not be dealt with, however often it was tried. */
    stuckEvents: z.number(),
  })
  .meta({ id: 'WhatsappStatus' });
export type WhatsappStatus = z.output<typeof WhatsappStatus>;
