import { Button, Text, VisuallyHidden } from '@mantine/core';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';
import { chatTexts } from '../../texts/chat.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatClock } from '../../ui/format-time.ts';
import { ReplyBubble } from '../../ui/reply-bubble.tsx';
import { SentMedia } from '../../ui/sent-media.tsx';
import classes from './chat-page.module.css';
import type { Exchange } from './exchange.ts';

/** A message and what came back for it. */
export function ExchangeView({
  exchange,
  isSelected,
  onShowHow,
  onRetry,
}: {
  readonly exchange: Exchange;
  readonly isSelected: boolean;
  readonly onShowHow: () => void;
  readonly onRetry: () => void;
}) {
  const { t, language } = useTexts(chatTexts);
  const { t: tt } = useTexts(answerTraceTexts);
  const { text, from, chat, mentionsBot, sentAt, state, replies, rule, isKept, error } = exchange;
  const isInGroup = chat !== from;
  const about = isInGroup ? [from, ...(mentionsBot ? [t('mentioned')] : [])] : [];
  const isDone = state === 'answered' || state === 'silent' || state === 'late';

  return (
    <div className={classes['exchange']}>
      <ReplyBubble isOwn text={text} foot={[...about, formatClock(sentAt, language)].join(' · ')} />
      {replies.map((reply, index) => (
        <ReplyBubble key={index} text={reply.text}>
          <SentMedia media={reply.media} />
        </ReplyBubble>
      ))}
      {state === 'asking' && (
        <div className={classes['typing']} role="img" aria-label={t('typing')}>
          <span />
          <span />
          <span />
        </div>
      )}
      {(state === 'silent' || state === 'late') && (
        <Text size="sm" className={classes['note']}>
          {note()}
        </Text>
      )}
      {state === 'failed' &&
        (error === undefined ? (
          <Text size="sm" className={classes['note']}>
            {t('interrupted')}{' '}
            <Button size="compact-xs" variant="default" onClick={onRetry}>
              {t('retry')}
            </Button>
          </Text>
        ) : (
          <ErrorNote error={error} onRetry={onRetry} />
        ))}
      {isDone && isKept && (
        <button
          type="button"
          className={classes['how']}
          aria-pressed={isSelected}
          onClick={onShowHow}
        >
          {t('how')}
          <VisuallyHidden> {text}</VisuallyHidden>
        </button>
      )}
    </div>
  );

  function note(): string {
    if (state === 'late') return t('late');
    if (!isKept) return t('silentGroup');
    const key = `rule.${rule ?? ''}`;
    return hasText(answerTraceTexts, key) ? `${t('silent')} ${tt(key, { name: '' })}` : t('silent');
  }
}
