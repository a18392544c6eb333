import { changedMeanwhile } from './http.errors.ts';

/**
 * Refuses a change by an editor who saw another state than the present one. To be called in the transaction that
 * changes it.
 *
 * @param seenAt the `updatedAt` the editor saw, null of what was never changed; absent when it does not care
 * @throws AppError `http.changed_meanwhile`
 */
export function assertNotChangedMeanwhile(
  seenAt: string | null | undefined,
  { updatedAt }: { readonly updatedAt: Date | null },
): void {
  if (seenAt === undefined) return;
  const seenMs = seenAt === null ? undefined : Date.parse(seenAt);
  if (seenMs !== updatedAt?.getTime()) throw changedMeanwhile(updatedAt?.toISOString() ?? null);
}

/** The instant of a change: now, or just after the state before it, so that no two states share one. */
export function changedAt(now: Date, before: { readonly updatedAt: Date }): Date {
  return new Date(Math.max(now.getTime(), before.updatedAt.getTime() + 1));
}
