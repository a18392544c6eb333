import type { MessageWithReplies } from '../../../src/bot/messages.schema.ts';
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
      if (replies.length > 0) {
        // Shown at once; what it was taken for is asked afterwards.
        store.change(id, { state: 'answered', replies });
        const { rule } = await findMessage(id);
        return store.change(id, { rule });
      }
      if (isAmongPeople(exchange)) return store.change(id, { state: 'silent', isKept: false });
      const { status, rule, replies: late } = await findMessage(id);
      if (status !== 'received') {
        const state = late.length > 0 ? 'answered' : 'silent';
        return store.change(id, {
          state,
          rule,
          replies: late.map(({ text, media }) => ({ text, media })),
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

/** What people of a group say to each other is not for the bot, and not kept. */
function isAmongPeople({ chat, from, mentionsBot }: Exchange): boolean {
  return chat !== from && !mentionsBot;
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

async function findMessage(id: string): Promise<MessageWithReplies> {
  return await call<MessageWithReplies>('GET', `/messages/${id}`);
}
