import type { AppError, Logger } from '#sdk';
import { reactionTo } from './graph/error-table.ts';
import type { Reaction } from './graph/error-table.ts';
import type { GraphError } from './graph/graph-error.ts';
import type { Health } from './create-health.ts';
import {
  cloudRefused,
  cloudSlowDown,
  cloudStopped,
  cloudTryAgain,
  cloudWindowClosed,
} from './whatsapp-cloud.errors.ts';

/** Turns what the network says into what is done: the transport's own state, and the error of the message. */
export interface Judge {
  judge(error: GraphError, chat: string | undefined): AppError;
  /** Something to this chat was taken: waiting begins anew from little. */
  tookOne(chat: string): void;
}

/** How long a message waits that met the stop; by then the stop itself keeps it waiting. */
const AFTER_STOP_MS = 60_000;
/** Chats whose waiting is remembered. */
const MAX_CHATS = 10_000;

export function createJudge(health: Health, log: Logger): Judge {
  const timesInRow = new Map<string, number>();

  function waitOf(
    reaction: Extract<Reaction, { kind: 'slowDown' }>,
    chat: string | undefined,
  ): number {
    const scope = reaction.scope === 'chat' ? (chat ?? '') : reaction.says;
    const times = timesInRow.get(scope) ?? 0;
    if (timesInRow.size >= MAX_CHATS) timesInRow.clear();
    timesInRow.set(scope, times + 1);
    return Math.min(reaction.maxMs, reaction.firstMs * reaction.factor ** times);
  }

  return {
    judge(error, chat) {
      const reaction = reactionTo(error);
      const { code, subcode, httpStatus, traceId } = error;
      log.warn(
        { code, subcode, httpStatus, traceId, does: reaction.kind },
        'WhatsApp refused something',
      );
      const details = { graphCode: code };
      switch (reaction.kind) {
        case 'retry':
          return cloudTryAgain(reaction.says, details);
        case 'slowDown':
          return cloudSlowDown(reaction.says, {
            scope: reaction.scope,
            waitMs: waitOf(reaction, chat),
          });
        case 'windowClosed':
          return cloudWindowClosed();
        case 'giveUp':
          if (reaction.tell) health.tell({ reason: reaction.tell, says: reaction.says });
          return cloudRefused(reaction.says, details);
        case 'pause':
          health.pause({ reason: reaction.tell, says: reaction.says }, reaction.forMs);
          return cloudStopped(reaction.says, reaction.forMs);
        case 'stop':
          health.stop({ reason: reaction.tell, says: reaction.says });
          return cloudStopped(reaction.says, AFTER_STOP_MS);
      }
    },
    tookOne(chat) {
      if (timesInRow.size === 0) return;
      const waited = timesInRow.has(chat);
      // What everybody waited for is over too: something went out.
      for (const scope of timesInRow.keys()) if (!isAddress(scope)) timesInRow.delete(scope);
      if (waited) timesInRow.delete(chat);
    },
  };
}

function isAddress(scope: string): boolean {
  return scope.startsWith('+') || scope.startsWith('bsuid:');
}
