import { Stack, Text } from '@mantine/core';
import type { MessageReply, MessageWithReplies } from '../../../src/bot/messages.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { messagesTexts } from '../../texts/messages.ts';
import { formatInstant } from '../../ui/format-time.ts';
import { ReplyBubble } from '../../ui/reply-bubble.tsx';
import { SentMedia } from '../../ui/sent-media.tsx';
import { shownText } from './shown-text.ts';

/** The question and what was answered, as both look in the chat. */
export function MessageTalk({ message }: { readonly message: MessageWithReplies }) {
  const { t, language } = useTexts(messagesTexts);
  const { replies, receivedAt, status } = message;
  return (
    <Stack gap="xs">
      <ReplyBubble
        isOwn
        text={shownText(t, message)}
        foot={formatInstant(receivedAt, language, 'full')}
      />
      {replies.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(status === 'received' ? 'notYet' : 'noReplies')}
        </Text>
      )}
      {replies.map((reply) => (
        <Reply key={reply.id} reply={reply} />
      ))}
    </Stack>
  );
}

function Reply({ reply }: { readonly reply: MessageReply }) {
  const { t, language } = useTexts(messagesTexts);
  const { text, media, status, sentAt } = reply;
  const key = `reply.${status}`;
  const state = hasText(messagesTexts, key) ? t(key) : status;
  return (
    <ReplyBubble
      text={text}
      foot={sentAt ? `${state} · ${formatInstant(sentAt, language, 'full')}` : state}
    >
      <SentMedia media={media} />
    </ReplyBubble>
  );
}
