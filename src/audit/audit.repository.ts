import type { Executor } from '../db/index.ts';

export type AuditEntry = {
  /** Who did it; null when nobody was signed in or Plantline did it itself. */
  readonly userId: string | null;
  /** `feature.happened`, such as `triggers.created` or `auth.login_failed`. */
  readonly action: string;
  /** What was changed, never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly ipAddress?: string | null;
  readonly userAgent?: string | null;
  readonly at: Date;
};

/** Writes down who did what, in the transaction that does it: neither is kept without the other. */
export async function recordAudit(tx: Executor, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_logs')
    .values({
      user_id: entry.userId,
      action: entry.action,
      details: entry.details ?? null,
      ip_address: entry.ipAddress ?? null,
      user_agent: entry.userAgent ?? null,
      timestamp: entry.at,
    })
    .execute();
}
