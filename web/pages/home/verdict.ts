import type { Attention, Overview } from '../../../src/bot/overview.schema.ts';

/** What the home page lists for somebody to look at: the server's list, and what else the numbers tell. */
export type Concern = {
  readonly kind: Attention['kind'] | 'outbox_waiting' | 'sources_off';
  readonly count: number;
};

/** How it all stands, in one word, with what the sentence about it names. */
export type Verdict =
  | { readonly is: 'new' }
  | { readonly is: 'well' | 'badAudit' }
  | { readonly is: 'look'; readonly count: number }
  | { readonly is: 'badSources' | 'badTransport'; readonly names: readonly string[] };

/** A message that waits longer than this is stuck, not on its way; and no clock here is so wrong. */
const STUCK_MS = 300_000;

export function concernsOf(
  { attention, outbox, sources }: Pick<Overview, 'attention' | 'outbox' | 'sources'>,
  nowMs: number,
): readonly Concern[] {
  const { oldestPendingAt } = outbox;
  const isStuck = oldestPendingAt !== null && nowMs - Date.parse(oldestPendingAt) > STUCK_MS;
  const isOff = ({ connectionStatus }: (typeof sources)[number]) =>
    connectionStatus === 'disconnected';
  return [
    ...attention,
    ...(isStuck ? [{ kind: 'outbox_waiting', count: 1 } as const] : []),
    ...(sources.length > 0 && sources.every(isOff)
      ? [{ kind: 'sources_off', count: sources.length } as const]
      : []),
  ];
}

/** What keeps people from their answers comes first; what can wait does not turn the page red. */
export function verdictOf(
  { sources, transports }: Pick<Overview, 'sources' | 'transports'>,
  concerns: readonly Concern[],
): Verdict {
  const failing = sources.filter(({ failingSince }) => failingSince !== null);
  const silent = transports.filter(isSilent);
  if (failing.length > 0) return { is: 'badSources', names: failing.map(({ name }) => name) };
  if (silent.length > 0) return { is: 'badTransport', names: silent.map(({ title }) => title) };
  if (concerns.some(({ kind }) => kind === 'audit_broken')) return { is: 'badAudit' };
  if (sources.length === 0) return { is: 'new' };
  return concerns.length > 0 ? { is: 'look', count: concerns.length } : { is: 'well' };
}

/** What was never set up, or is just being linked, keeps nobody from answers; nor does a code that ran out. */
function isSilent({ isReady, phase, needsAdmin }: Overview['transports'][number]): boolean {
  if (isReady || phase === 'off' || phase === 'linking') return false;
  return phase !== 'stopped' || needsAdmin;
}
