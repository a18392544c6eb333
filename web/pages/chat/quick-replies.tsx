import { useTexts } from '../../app/use-texts.ts';
import { chatTexts } from '../../texts/chat.ts';
import classes from './chat-page.module.css';
import type { QuickReply } from './quick-replies-of.ts';

/** What can be tapped instead of typed. */
export function QuickReplies({
  replies,
  onSay,
}: {
  readonly replies: readonly QuickReply[];
  readonly onSay: (text: string) => void;
}) {
  const { t } = useTexts(chatTexts);
  if (replies.length === 0) return null;
  return (
    <div role="group" aria-label={t('choices')} className={classes['quick']}>
      {replies.map(({ say, label }) => (
        <button key={say} type="button" onClick={() => onSay(say)}>
          {label}
        </button>
      ))}
    </div>
  );
}
