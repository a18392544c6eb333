import {
  AppError,
  type Clock,
  type Logger,
  type OutgoingFile,
  type OutgoingMedia,
  type OutgoingPart,
  type TransportCapabilities,
  isWaitingForPerson,
  slowdownOf,
} from '#sdk';
import type { Audit } from '../audit/index.ts';
import { localActor } from '../lib/http/index.ts';
import { createAwaitWhileMoving } from './create-await-while-moving.ts';
import type { WriteDown } from './create-write-down.ts';
import { nextAttempt } from './next-attempt.ts';
import { settled } from './settled.ts';
import { pictureNotDrawn, sendTimedOut } from './outbox.errors.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { Pace } from './pace.ts';
import {
  markDrawn,
  markFailed,
  markPartSent,
  markParts,
  markSent,
  markWaiting,
} from './progress.repository.ts';
import { toParts } from './to-parts.ts';

const SEND_TIMEOUT_MS = 30_000;
/** The painter has a shorter limit of its own for each; this is for one that never answers. */
const DRAW_LIMIT_MS = 60_000;
/** A turn that comes within this is waited for; for a later one the message is given back, and may be overtaken. */
const WAIT_FOR_TURN_MS = 1_000;
const PLANTLINE = localActor('plantline');

export type SendRowDeps = {
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pace: Pace;
  readonly writeDown: WriteDown;
  /** Aborted when the process must end: what is being sent is cut off. */
  readonly cutOff: AbortSignal;
  /** Resolves once the network has taken the part. An error that is not retryable gives the row up. */
  readonly send: (
    kind: string,
    part: OutgoingPart,
    signal: AbortSignal,
  ) => Promise<{ readonly providerId: string | null }>;
  /** The file of a media; undefined when there is none. */
  readonly openFile?: ((media: OutgoingMedia) => Promise<OutgoingFile | undefined>) | undefined;
  /** Draws a message's picture and keeps it; gives what the message then has with it. An error gives the message up. */
  readonly drawPicture?:
    | ((picture: unknown, signal: AbortSignal) => Promise<OutgoingMedia>)
    | undefined;
  /** What is to be drawn is given up when nothing at all was drawn for so long. 60 s when absent. */
  readonly drawLimitMs?: number;
  /** What is being drawn is not being sent: texts of others need not wait for it. Gives how its place is taken again. */
  readonly leavePlace: (kind: string) => () => void;
  /** What is shown with an answer, for transports that show it: the message it answers. */
  readonly findQuoted?:
    | ((inReplyTo: string) => Promise<OutgoingPart['replyTo'] | undefined>)
    | undefined;
  /** Says that a message is sent late; undefined when it is not. */
  readonly lateLine?: ((message: OutgoingMessage, now: Date) => string | undefined) | undefined;
  /** Stands in place of a file that the transport does not take, or that is gone. */
  readonly leftOutLine?: ((fileName: string) => string) | undefined;
  /** Told after each try, once it is written down. Must not throw. */
  readonly onOutcome: (message: OutgoingMessage) => void;
};

/** `sent` and `failed` are done; `waits` for the person; `again` later; `no_turn` was not tried, or not to its end. */
export type RowOutcome = 'sent' | 'failed' | 'waits' | 'again' | 'no_turn';

export type SendRow = (
  message: OutgoingMessage,
  by: { readonly kind: string; readonly capabilities: TransportCapabilities },
) => Promise<RowOutcome>;

/** Sends a claimed row, part by part, and writes down after each how far it came. */
export function createSendRow(deps: SendRowDeps): SendRow {
  const { audit, clock, log, pace, writeDown, cutOff, onOutcome } = deps;
  const awaitDrawing = createAwaitWhileMoving(deps.drawLimitMs ?? DRAW_LIMIT_MS, cutOff);
  const leftOutLine = deps.leftOutLine ?? ((name) => `(${name} could not be sent.)`);

  return async (asked, { kind, capabilities }) => {
    let message = asked;
    try {
      message = await withPictureDrawn(asked, kind);
    } catch (error) {
      if (cutOff.aborted) return 'no_turn';
      return await noteFailure(asked, kind, pictureNotDrawn(error));
    }
    let { partsSent, providerId } = message;
    let parts: readonly OutgoingPart[];
    try {
      parts = await partsOf(message, capabilities);
    } catch (error) {
      return await noteFailure(message, kind, error);
    }
    if (parts.length !== message.parts) {
      await writeDown((tx) => markParts(tx, message.id, parts.length));
    }
    for (const part of parts.slice(partsSent)) {
      if (!(await takeTurn(kind, message.recipient, capabilities))) return 'no_turn';
      try {
        ({ providerId } = await sendPart(kind, part));
      } catch (error) {
        return await noteFailure({ ...message, partsSent }, kind, error);
      }
      partsSent += 1;
      const done = partsSent;
      if (done < parts.length) await writeDown((tx) => markPartSent(tx, message.id, done));
    }
    await noteSent(message, providerId, parts.length);
    return 'sent';
  };

  /** Once drawn it is a file like any other: a try after this one, or after a crash, sends the same. */
  async function withPictureDrawn(
    message: OutgoingMessage,
    kind: string,
  ): Promise<OutgoingMessage> {
    const { id, picture, media } = message;
    if (picture === null) return message;
    const draw = deps.drawPicture ?? (() => Promise.reject(pictureNotDrawn()));
    const takePlace = deps.leavePlace(kind);
    let drawn: OutgoingMedia;
    try {
      drawn = await awaitDrawing((signal) => draw(picture, signal));
    } finally {
      takePlace();
    }
    const all = [...media, drawn];
    await writeDown((tx) => markDrawn(tx, id, all));
    return { ...message, media: all, picture: null };
  }

  async function partsOf(message: OutgoingMessage, capabilities: TransportCapabilities) {
    const { media, inReplyTo } = message;
    const files = await Promise.all(media.map(async (item) => await deps.openFile?.(item)));
    const replyTo =
      capabilities.quotes && inReplyTo !== null ? await deps.findQuoted?.(inReplyTo) : undefined;
    const lateLine = deps.lateLine?.(message, clock());
    return toParts({ message, capabilities, files, lateLine, leftOutLine, replyTo });
  }

  async function takeTurn(
    kind: string,
    chat: string,
    { pace: pacing }: TransportCapabilities,
  ): Promise<boolean> {
    const waitMs = pace.take(kind, chat, pacing, performance.now());
    if (waitMs === 0) return true;
    if (waitMs > WAIT_FOR_TURN_MS || cutOff.aborted) return false;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return pace.take(kind, chat, pacing, performance.now()) === 0;
  }

  async function sendPart(kind: string, part: OutgoingPart) {
    const timeout = new AbortController();
    const end = (): void => timeout.abort(sendTimedOut());
    const timer = setTimeout(end, SEND_TIMEOUT_MS);
    cutOff.addEventListener('abort', end);
    try {
      return await settled(deps.send(kind, part, timeout.signal), timeout.signal);
    } finally {
      clearTimeout(timer);
      cutOff.removeEventListener('abort', end);
    }
  }

  async function noteSent(
    message: OutgoingMessage,
    providerId: string | null,
    parts: number,
  ): Promise<void> {
    const sentAt = clock();
    await writeDown(async (tx) => {
      // Written twice when the store's answer to the first was lost; told of once.
      const isNews = await markSent(tx, message.id, { at: sentAt, providerId, parts });
      if (!isNews) return;
      const { id, recipient, type, transport, inReplyTo } = message;
      const details = { id, recipient, type, transport, inReplyTo };
      await audit.record(tx, { actor: PLANTLINE, action: 'outbox.sent', details, at: sentAt });
    });
    onOutcome({ ...message, status: 'sent', sentAt, providerId, parts, partsSent: parts });
  }

  async function noteFailure(
    message: OutgoingMessage,
    kind: string,
    error: unknown,
  ): Promise<RowOutcome> {
    const { id, recipient, partsSent } = message;
    const text = error instanceof AppError ? error.message : 'The message could not be sent.';
    if (isWaitingForPerson(error)) {
      log.info({ messageId: id }, 'Message waits for its person to write');
      await writeDown((tx) => markWaiting(tx, id, text));
      onOutcome({ ...message, status: 'pending', errorMessage: text, waitsForPerson: true });
      return 'waits';
    }
    const slowdown = slowdownOf(error);
    if (slowdown) pace.slowDown(kind, recipient, slowdown, performance.now());
    const isInDoubt = error instanceof AppError && error.kind === 'timeout';
    const retryAt = nextAttempt(message, error, clock(), Math.random());
    log.warn({ error, messageId: id, retryAt }, 'Message not sent');
    await writeDown((tx) => markFailed(tx, id, { error: text, retryAt, isInDoubt, partsSent }));
    onOutcome({
      ...message,
      status: retryAt ? 'pending' : 'failed',
      errorMessage: text,
      retryCount: message.retryCount + 1,
      dueAt: retryAt ?? message.dueAt,
    });
    return retryAt ? 'again' : 'failed';
  }
}
