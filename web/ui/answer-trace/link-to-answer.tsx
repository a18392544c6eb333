import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AiAnswer } from '../../../src/ai/ai-answers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';

/** Leads from a message to how its question in plain words was answered; nothing where none was kept. */
export function LinkToAnswer({ messageId }: { readonly messageId: string }) {
  const { t } = useTexts(answerTraceTexts);
  const { data } = useAnswer<{ items: readonly AiAnswer[] }>('/ai-answers', {
    messageId,
    limit: 1,
  });
  const [answer] = data?.items ?? [];
  if (!answer) return null;
  return (
    <Anchor
      size="sm"
      renderRoot={(root) => <Link to="/answers" search={{ open: answer.id }} {...root} />}
    >
      {t('toAnswer')}
    </Anchor>
  );
}
