import { z } from 'zod';
import { sqlLimitFields } from '#sdk/sql';

/** How a file holds instants, since SQLite has no type for them. */
const Instants = z.enum(['local', 'utc', 'isoLocal', 'isoUtc', 'epoch', 'epochMs']);

/** The configuration of a `sqlite` data source. */
export const SqliteConfig = z.object({
  file: z
    .string()
    .min(1)
    .meta({
      title: 'File',
      description: 'Its path on the machine Plantline runs on. It is opened to be read only.',
      examples: ['/srv/lab/results.db'],
      adminOnly: true,
    }),
  instants: Instants.default('local').meta({
    title: 'Times in this file',
    description:
      'local: 2026-11-28 07:00:00 in the time zone below. utc: the same in UTC. isoLocal, isoUtc: with a T, and a Z for UTC. epoch, epochMs: seconds or milliseconds since 1970.',
  }),
  instantDecimals: z.int().min(0).max(3).default(0).meta({
    title: 'Digits of the fraction of seconds',
    description: 'As the texts in this file have them: texts are compared letter by letter.',
  }),
  ...sqlLimitFields,
  maxConnections: z.int().min(1).max(10).default(2).meta({
    title: 'Processes at most',
    description: 'Each reads the file for one question at a time, and takes about 50 MB.',
  }),
});

export type SqliteConfig = z.infer<typeof SqliteConfig>;
