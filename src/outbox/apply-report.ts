import { type DeliveryReport, isRetryable, isWaitingForPerson } from '#sdk';
import { nextAttempt } from './next-attempt.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

/** What a report is about: `17.0` is the first part of row 17. Undefined when it is of no row of ours. */
export function parseKey(key: string): { readonly id: number; readonly part: number } | undefined {
  const [, id, part] = /^([1-9]\d{0,14})\.(\d{1,6})$/u.exec(key) ?? [];
  return id === undefined ? undefined : { id: Number(id), part: Number(part) };
}

/** A row as it is after a report, of what reports can change. */
export type Reported = Pick<
  OutgoingMessage,
  | 'status'
  | 'errorMessage'
  | 'retryCount'
  | 'partsSent'
  | 'isInDoubt'
  | 'waitsForPerson'
  | 'dueAt'
  | 'sentAt'
  | 'deliveredAt'
  | 'readAt'
  | 'providerId'
>;

/**
 * What a network's word about a part makes of its row; undefined when it says nothing new. Words may come twice and in
 * any order: sent, failed, delivered and read outrank each other in this order, whichever came first.
 *
 * @param random a number from 0 up to but not including 1, for the delay of another try
 */
export function applyReport(
  row: OutgoingMessage,
  part: number,
  report: Omit<DeliveryReport, 'key'>,
  random: number,
): Reported | undefined {
  if (part >= row.parts) return undefined;
  const next =
    report.state === 'failed'
      ? afterFailure(row, part, report, random)
      : afterSuccess(row, part, report);
  return next && isChanged(row, next) ? next : undefined;
}

function afterSuccess(
  row: OutgoingMessage,
  part: number,
  { state, at, providerId }: Omit<DeliveryReport, 'key'>,
): Reported | undefined {
  const isArrived = state !== 'sent';
  // That it was sent, once it has failed, is old news; that a try in doubt was a success is not.
  if (!isArrived && !row.isInDoubt && row.status !== 'sending') return undefined;
  const isLast = part === row.parts - 1;
  const moved = part >= row.partsSent ? onwards(row, part, at, providerId) : row;
  if (!isArrived || !isLast) return moved;
  return {
    ...moved,
    deliveredAt: earlier(row.deliveredAt, at),
    readAt: state === 'read' ? earlier(row.readAt, at) : row.readAt,
  };
}

/** The part has arrived, so the row goes on behind it, unless that is being done right now. */
function onwards(
  row: OutgoingMessage,
  part: number,
  at: Date,
  providerId: string | undefined,
): Reported {
  const partsSent = part + 1;
  const known = { ...row, partsSent, providerId: providerId ?? row.providerId };
  // Should its process die before it hears the same, nothing is left to be sent, and nobody else knows the id.
  if (row.status === 'sending') return known;
  const isDone = partsSent >= row.parts;
  return {
    ...known,
    status: isDone ? 'sent' : 'pending',
    sentAt: isDone ? (row.sentAt ?? at) : row.sentAt,
    errorMessage: null,
    isInDoubt: false,
    waitsForPerson: false,
    dueAt: isDone ? row.dueAt : at,
  };
}

function afterFailure(
  row: OutgoingMessage,
  part: number,
  { at, providerId, error }: Omit<DeliveryReport, 'key'>,
  random: number,
): Reported | undefined {
  const { status, partsSent } = row;
  const isOver = status === 'failed' && !row.isInDoubt;
  if (isOver || row.deliveredAt) return undefined;
  const isLast = part === row.parts - 1;
  const isOfOtherTry =
    isLast && status === 'sent' && providerId !== undefined && providerId !== row.providerId;
  const isKnown = status !== 'sending' && !row.isInDoubt && part >= partsSent;
  const isToldAgain =
    status === 'sending' && providerId !== undefined && providerId === row.providerId;
  if (isOfOtherTry || isKnown || isToldAgain) return undefined;
  if (status === 'cancelled' || status === 'expired') return { ...row, isInDoubt: false };
  const failed = {
    ...row,
    partsSent: part,
    isInDoubt: false,
    sentAt: null,
    providerId: providerId ?? row.providerId,
    errorMessage: error?.message ?? 'The network did not deliver the message.',
  };
  if (isWaitingForPerson(error)) return { ...failed, status: 'pending', waitsForPerson: true };
  const retryAt = isRetryable(error) ? nextAttempt(row, error, at, random) : null;
  const retryCount = row.retryCount + 1;
  return retryAt
    ? { ...failed, status: 'pending', retryCount, dueAt: retryAt }
    : { ...failed, status: 'failed', retryCount };
}

function earlier(known: Date | null, at: Date): Date {
  return known && known < at ? known : at;
}

function isChanged(row: OutgoingMessage, next: Reported): boolean {
  return (Object.keys(next) as (keyof Reported)[]).some(
    (key) => String(row[key]?.valueOf()) !== String(next[key]?.valueOf()),
  );
}
