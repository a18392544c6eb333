import { z } from 'zod';
import type { AppError, Logger, OutgoingPart } from '#sdk';
import { recipientOf } from '../addresses.ts';
import type { Recipient } from '../addresses.ts';
import type { Health } from '../create-health.ts';
import type { Judge } from '../create-judge.ts';
import type { Graph, GraphAnswer } from '../graph/create-graph.ts';
import { reactionTo } from '../graph/error-table.ts';
import type { WhatsappCloudConfig } from '../whatsapp-cloud.schema.ts';
import {
  cloudMayHaveArrived,
  cloudNoAnswer,
  cloudNoTemplate,
  cloudUnreachable,
  cloudWaitsForPerson,
  cloudWindowClosed,
  cloudWrongContent,
} from '../whatsapp-cloud.errors.ts';
import { contentBody } from './content-body.ts';
import type { Flights } from './create-flights.ts';
import type { Media } from './create-media.ts';
import type { Notes } from './create-notes.ts';
import type { Windows } from './create-windows.ts';
import { templateBody } from './template-body.ts';

export type SendDeps = {
  readonly config: WhatsappCloudConfig;
  readonly graph: Graph;
  readonly judge: Judge;
  readonly health: Health;
  readonly windows: Windows;
  readonly notes: Notes;
  readonly flights: Flights;
  readonly media: Media;
  readonly log: Logger;
  /** The servers could not be reached. */
  readonly onAway: () => void;
  /** They did not answer: whether they are there at all is to be asked, before more is sent into the dark. */
  readonly onNoAnswer: () => void;
};

/** What marks a template, sent in place of the message whose key follows. */
export const TEMPLATE_MARK = 'template:';
/** An alarm is announced again after an hour, everything else after a day, as long as the person stays silent. */
const REMIND_ALARM_MS = 3_600_000;
const REMIND_MS = 24 * 3_600_000;
/** A number that unclear ends never reach while anything works. */
const MAX_UNCLEAR = 10_000;
/** After a crash the news has mostly come already. */
const IN_DOUBT_WAIT_MS = 5_000;

const Accepted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
type Body = Readonly<Record<string, unknown>>;

/** Sends one message: free within 24 hours of the person's last one, announced by a template after that. */
export function createSend(
  deps: SendDeps,
): (part: OutgoingPart, signal: AbortSignal) => Promise<{ readonly providerId: string }> {
  const { config, graph, judge, health, windows, notes, flights, media, log } = deps;
  const path = `/${config.phoneNumberId}/messages`;
  const statusWaitMs = config.statusWaitSeconds * 1_000;
  /** Sent by this process, with an unknown end. */
  const unclear = new Set<string>();

  /** The id under which an earlier try was taken after all. */
  async function takenEarlier(
    key: string,
    isInDoubt: boolean,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (!isInDoubt && !unclear.has(key)) return undefined;
    const flight = flights.begin(key);
    try {
      let note = await notes.ofKey(key);
      if (!note && isInDoubt) {
        const news = await flight.news(Math.min(statusWaitMs, IN_DOUBT_WAIT_MS), signal);
        if (signal.aborted) throw cloudNoAnswer(signal.reason);
        note = await notes.ofKey(key);
        if (news && !news.failure) return news.wamid;
      }
      return note && !note.hasFailed ? note.wamid : undefined;
    } finally {
      flight.end();
    }
  }

  /** Hands one body over. What is unclear is settled by the news of it. */
  async function handOver(
    key: string,
    body: Body,
    part: OutgoingPart,
    signal: AbortSignal,
  ): Promise<string> {
    const flight = flights.begin(key);
    try {
      const answer = await graph.post(path, body, signal);
      const wamid = acceptedId(answer, part.chat);
      const hasFailed = flight.failureOf(wamid) !== undefined;
      await notes.write(key, { wamid, chat: part.chat, hasFailed });
      const failure = flight.failureOf(wamid);
      if (failure) throw failure;
      unclear.delete(key);
      judge.tookOne(part.chat);
      return wamid;
    } catch (error) {
      if (!isOf(error, cloudNoAnswer)) throw error;
      if (unclear.size >= MAX_UNCLEAR) unclear.clear();
      unclear.add(key);
      if (signal.aborted) throw error;
      deps.onNoAnswer();
      log.warn({ key }, 'WhatsApp did not answer a message; waiting for news of it');
      const news = await flight.news(statusWaitMs, signal);
      if (news?.failure) throw news.failure;
      if (news) return news.wamid;
      if (signal.aborted || part.isAlarm) {
        if (part.isAlarm) health.countUnclear('mayArriveTwice');
        throw error;
      }
      health.countUnclear('mayBeLost');
      throw cloudMayHaveArrived(error);
    } finally {
      flight.end();
    }
  }

  function acceptedId(answer: GraphAnswer, chat: string): string {
    if (!answer.ok) {
      if (reactionTo(answer.error).kind === 'windowClosed') throw cloudWindowClosed();
      throw judge.judge(answer.error, chat);
    }
    const [message] = Accepted.safeParse(answer.content).data?.messages ?? [];
    if (!message) throw cloudNoAnswer();
    return message.id;
  }

  /** Says by the template that something waits. @throws AppError always: it waits, or cannot */
  async function announce(part: OutgoingPart, to: Recipient, signal: AbortSignal): Promise<never> {
    const { content } = part;
    if (content.kind === 'reaction') {
      throw cloudWrongContent(
        'WhatsApp takes no reaction to what is older than 24 hours. Write instead.',
      );
    }
    if (config.templateName === undefined) throw cloudNoTemplate();
    const withinMs = part.isAlarm ? REMIND_ALARM_MS : REMIND_MS;
    if (!(await windows.wasReminded(part.chat, withinMs))) {
      const key = TEMPLATE_MARK + part.key;
      const body = { ...envelope(to, key), ...templateBody(config, content) };
      const earlier = await takenEarlier(key, false, signal);
      // One whose fate stays unclear must not take the message itself with it.
      if (earlier === undefined) {
        await handOver(key, body, part, signal).catch((error: unknown) => {
          if (!isOf(error, cloudMayHaveArrived)) throw error;
        });
      }
      await windows.reminded(part.chat);
    }
    throw cloudWaitsForPerson();
  }

  async function sendFree(part: OutgoingPart, to: Recipient, signal: AbortSignal): Promise<string> {
    const { content, replyTo } = part;
    const context =
      replyTo && content.kind !== 'reaction' ? { context: { message_id: replyTo.id } } : {};
    const { body, file } = await contentBody(content, media, config.chooseLabel, signal);
    const whole = { ...envelope(to, part.key), ...context, ...body };
    try {
      return await handOver(part.key, whole, part, signal);
    } catch (error) {
      // A file uploaded earlier may be gone already: it is uploaded anew, once.
      if (file?.wasKnown && isAbout(ABOUT_FILES, error)) {
        await file.forget();
        return sendFree(part, to, signal);
      }
      // What is answered may have been deleted meanwhile: the answer goes without it.
      if (replyTo && isAbout(ABOUT_VALUES, error)) {
        const { replyTo: _gone, ...alone } = part;
        return sendFree(alone, to, signal);
      }
      throw error;
    }
  }

  return async function send(part, signal) {
    const to = recipientOf(part.chat);
    const earlier = await takenEarlier(part.key, part.isInDoubt, signal);
    if (earlier !== undefined) return { providerId: earlier };
    try {
      if (!(await windows.isOpen(part.chat))) return await announce(part, to, signal);
      return { providerId: await sendFree(part, to, signal) };
    } catch (error) {
      // Who ended it early says nothing about the network.
      if (!signal.aborted && isOf(error, cloudUnreachable)) deps.onAway();
      if (!isOf(error, cloudWindowClosed)) throw error;
      // The network's clock is the one that counts.
      await windows.close(part.chat, new Date(8.64e15));
      return announce(part, to, signal);
    }
  };
}

function envelope(to: Recipient, key: string): Body {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...to,
    biz_opaque_callback_data: key,
  };
}

const ABOUT_VALUES: readonly unknown[] = [100, 131009];
const ABOUT_FILES: readonly unknown[] = [100, 131052, 131053];

function isAbout(codes: readonly unknown[], error: unknown): boolean {
  const { details } = error as Partial<AppError>;
  return codes.includes(details?.['graphCode']);
}

function isOf(error: unknown, make: (cause?: unknown) => AppError): boolean {
  return error instanceof Error && 'code' in error && error.code === make().code;
}
