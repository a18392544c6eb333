import { z } from 'zod';
import { Picture } from '../charts/index.ts';

/** A cell as it waits in the outbox: JSON has no word for an instant. */
const Cell = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.object({ at: z.iso.datetime() }),
]);

/** Rows that become a spreadsheet when they are sent. */
export const AttachedSheets = z.object({
  kind: z.literal('sheets'),
  format: z.enum(['xlsx', 'csv']),
  sheets: z
    .array(
      z.object({
        title: z.string(),
        about: z.array(z.tuple([z.string(), Cell])),
        columns: z.array(z.string()),
        rows: z.array(z.array(Cell)),
        timeZone: z.string(),
      }),
    )
    .min(1),
});
export type AttachedSheets = z.infer<typeof AttachedSheets>;

/** What follows a reply in a row of its own: data, made into a file when it is sent. */
export const Attached = z.union([Picture, AttachedSheets]);
export type Attached = z.infer<typeof Attached>;
