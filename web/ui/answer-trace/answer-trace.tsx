import { Stack, Text, Title } from '@mantine/core';
import type { MessageWithReplies } from '../../../src/bot/messages.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';
import { formatNumber } from '../format-time.ts';
import { CallsTable } from './calls-table.tsx';
import { FactsTable } from './facts-table.tsx';
import { LinkToAnswer } from './link-to-answer.tsx';
import { isPlainQuestion, ruleText } from './rule-text.ts';

/** How a message was answered: by which rule, from which data sources, how fast, with which numbers. */
export function AnswerTrace({
  message,
}: {
  readonly message: Pick<
    MessageWithReplies,
    'id' | 'rule' | 'name' | 'answerMs' | 'calls' | 'replies'
  >;
}) {
  const { t, language } = useTexts(answerTraceTexts);
  const { id, answerMs, calls, replies } = message;
  return (
    <Stack gap="sm">
      <div>
        <Title order={3} size="h5">
          {t('title')}
        </Title>
        <Text size="sm">{ruleText(t, message)}</Text>
        {answerMs !== null && (
          <Text size="sm" c="dimmed">
            {t('took', { ms: formatNumber(answerMs, language) })}
          </Text>
        )}
        {isPlainQuestion(message) && <LinkToAnswer messageId={id} />}
      </div>
      <div>
        <Title order={4} size="h6" mb={4}>
          {t('calls')}
        </Title>
        <CallsTable calls={calls} />
      </div>
      <div>
        <Title order={4} size="h6" mb={4}>
          {t('facts')}
        </Title>
        <FactsTable facts={replies.flatMap((reply) => reply.facts)} />
      </div>
    </Stack>
  );
}
