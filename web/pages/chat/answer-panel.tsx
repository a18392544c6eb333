import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MessageWithReplies } from '../../../src/bot/messages.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useItem } from '../../lib/use-answer.ts';
import { chatTexts } from '../../texts/chat.ts';
import { AnswerTrace } from '../../ui/answer-trace/answer-trace.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { Exchange } from './exchange.ts';

/** How a message of the conversation was answered. */
export function AnswerPanel({ exchange }: { readonly exchange: Exchange | undefined }) {
  const { t } = useTexts(chatTexts);
  const isThere = exchange?.state !== 'asking' && exchange?.state !== 'failed' && exchange?.isKept;
  const { data, error, refetch } = useItem<MessageWithReplies>(
    '/messages',
    isThere ? exchange.id : undefined,
  );
  if (!exchange || !isThere) {
    return (
      <Text size="sm" c="dimmed">
        {t(insteadOf(exchange))}
      </Text>
    );
  }
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={180} />;
  return (
    <Stack>
      <AnswerTrace message={data} />
      <Anchor
        size="sm"
        renderRoot={(root) => <Link to="/messages" search={{ open: data.id }} {...root} />}
      >
        {t('toMessage')}
      </Anchor>
    </Stack>
  );
}

function insteadOf(exchange: Exchange | undefined) {
  if (!exchange) return 'panelEmpty';
  if (exchange.state === 'asking') return 'panelAsking';
  return exchange.isKept ? 'panelFailed' : 'panelNotKept';
}
