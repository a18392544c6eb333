import { z } from 'zod';
import { Instant } from '../lib/http/list.schema.ts';

/** What became of a row of the predecessor's. */
export const IMPORT_OUTCOMES = [
  'brought',
  'changed',
  'merged',
  'alreadyHere',
  'leftOut',
  'refused',
] as const;
export const ImportOutcome = z.enum(IMPORT_OUTCOMES);
export type ImportOutcome = z.output<typeof ImportOutcome>;

/** Which contacts may ask at once. */
export const CONTACT_CHOICES = ['askers', 'all', 'none'] as const;

const ReportLine = z.object({
  table: z.string(),
  /** The predecessor's id of the row. */
  id: z.string(),
  name: z.string().nullable(),
  outcome: ImportOutcome,
  /** What was changed about it, or why it was refused: whole sentences. */
  notes: z.array(z.string()).readonly(),
});
export type ReportLine = z.output<typeof ReportLine>;

const TableCounts = z.object({
  table: z.string(),
  /** Rows the predecessor has. */
  rows: z.number(),
  brought: z.number(),
  changed: z.number(),
  merged: z.number(),
  alreadyHere: z.number(),
  leftOut: z.number(),
  refused: z.number(),
  /** Rows that have a line in `lines`, had there not been so many of their kind. */
  unlisted: z.number(),
});
export type TableCounts = z.output<typeof TableCounts>;

/** A user of the predecessor's, with the role proposed or chosen. */
const ImportedUser = z.object({
  username: z.string(),
  fullName: z.string().nullable(),
  isActive: z.boolean(),
  lastLogin: Instant.nullable(),
  role: z.enum(['admin', 'user', 'viewer']),
  /** False while it is Plantline's proposal: in the predecessor everybody was an admin. */
  isChosen: z.boolean(),
  /** Somebody of this name is here already, and stays as they are. */
  isHere: z.boolean(),
});
export type ImportedUser = z.output<typeof ImportedUser>;

/** What an import did, or what it would do. */
export const ImportReport = z
  .object({
    dryRun: z.boolean(),
    /** Whether anything was written, or would be. */
    hasChanges: z.boolean(),
    tables: z.array(TableCounts).readonly(),
    users: z.array(ImportedUser).readonly(),
    /** What is to be known of the whole, in sentences. */
    notes: z.array(z.string()).readonly(),
    /** Row by row; rows of messages and of the audit log only where there is something to say of them. */
    lines: z.array(ReportLine).readonly(),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.output<typeof ImportReport>;

/** The body that begins an upload. */
export const NewImport = z.strictObject({
  fileName: z.string().trim().min(1).max(200),
  sizeBytes: z.int().min(1),
});

export const UploadOffset = z.strictObject({ offset: z.coerce.number().int().min(0) });

/** What is chosen on purpose before anything is written. */
export const ImportChoices = z.strictObject({
  /** Role by user name; who is not named has the proposed one. */
  roles: z.record(z.string().max(200), z.enum(['admin', 'user', 'viewer'])).default({}),
  /** IANA zone of the plant and of the machine the predecessor ran on. */
  timeZone: z.string().min(1).max(60).default('Asia/Jakarta'),
  /** `askers`: who asked in a private chat before is approved; `all`, `none`. */
  contacts: z.enum(CONTACT_CHOICES).default('askers'),
  /** Messages of groups that mentioned nobody, which Plantline itself would not have kept. */
  groupChatter: z.boolean().default(true),
});
export type ImportChoices = z.output<typeof ImportChoices>;

/** An import as it stands. */
export const Import = z
  .object({
    id: z.string(),
    fileName: z.string(),
    sizeBytes: z.number(),
    receivedBytes: z.number(),
    /** `looking`: the dry run; `ready`: its report is here, and roles can be chosen. */
    state: z.enum(['uploading', 'looking', 'ready', 'running', 'done', 'failed']),
    progress: z
      .object({ table: z.string(), doneRows: z.number(), totalRows: z.number() })
      .nullable(),
    /** Of the dry run, then of the import itself. */
    report: ImportReport.nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Import' });
export type Import = z.output<typeof Import>;

/** Without reports: they are long, and asked for one by one. */
export const Imports = z.object({ items: z.array(Import).readonly(), nextCursor: z.null() });
export type Imports = z.output<typeof Imports>;

export const ReportQuery = z.strictObject({ format: z.enum(['json', 'csv']).default('json') });
