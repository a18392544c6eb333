import type { MessageWithReplies } from '../../../src/bot/messages.schema.ts';
import { ApiError } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import type { ChatStore } from './create-chat-store.ts';
import type { ChatReply, Exchange } from './exchange.ts';

const WAIT_SECONDS = 15;
/** Asked so often for the answer to one message: a minute. */
const ROUNDS = 4;

/** Sends a message and keeps what comes back. Sent again it is the same message: it is not answered twice. */
export async function ask(store: ChatStore, exchange: Exchange): Promise<void> {
  const { id } = exchange;
  store.change(id, { state: 'asking', error: undefined });
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const replies = await send(exchange);
      // Shown at once; what it was taken for is asked afterwards.
      if (replies.length > 0) store.change(id, { state: 'answered', replies });
      const message = await findMessage(id);
      const rule = message?.rule ?? null;
      if (replies.length > 0) return store.change(id, { rule });
      if (message?.status !== 'received') {
        const kept = message?.replies ?? [];
        return store.change(id, {
          rule,
          isKept: message !== undefined,
          state: kept.length > 0 ? 'answered' : 'silent',
          replies: kept.map(({ text, media }) => ({ text, media })),
        });
      }
    }
    store.change(id, { state: 'late' });
  } catch (error) {
    // An answer that is here already is not lost for what is not known about it.
    const isAnswered = store.get().some((one) => one.id === id && one.state === 'answered');
    if (!isAnswered) store.change(id, { state: 'failed', error });
  }
}

async function send({
  id,
  chat,
  from,
  text,
  mentionsBot,
}: Exchange): Promise<readonly ChatReply[]> {
  const body = { id, from, text, ...(chat === from ? {} : { chat, mentionsBot }) };
  const path = `/simulator/messages?wait=${WAIT_SECONDS}`;
  return (await call<{ replies: readonly ChatReply[] }>('POST', path, { body })).replies;
}

/** Undefined for what was not for the bot. */
async function findMessage(id: string): Promise<MessageWithReplies | undefined> {
  try {
    return await call<MessageWithReplies>('GET', `/messages/${id}`);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}
