import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { chatTexts } from '../../texts/chat.ts';
import classes from './chat-page.module.css';
import { QuickReplies } from './quick-replies.tsx';
import { useStarters } from './use-starters.ts';

const NEAR_END_PX = 40;

/** The conversation; stays at its end unless somebody has scrolled back. */
export function ChatLog({
  count,
  isDisabled,
  onSay,
  children,
}: {
  /** How many messages were sent: another one brings the end into sight. */
  readonly count: number;
  readonly isDisabled: boolean;
  readonly onSay: (text: string) => void;
  readonly children: ReactNode;
}) {
  const { t } = useTexts(chatTexts);
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const lastTop = useRef(0);
  const starters = useStarters();

  function showEnd(): void {
    frame.current?.scrollTo({ top: frame.current.scrollHeight });
  }
  useEffect(() => {
    isAtEnd.current = true;
    showEnd();
  }, [count]);
  useEffect(() => {
    // Replies, pictures and buttons come later than the message.
    const sizes = new ResizeObserver(() => isAtEnd.current && showEnd());
    if (content.current) sizes.observe(content.current);
    return () => sizes.disconnect();
  }, []);

  return (
    <div
      ref={frame}
      className={classes['log']}
      role="log"
      aria-label={t('log')}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        // Not being at the end may only mean that something has just come; going up is somebody's will.
        if (scrollTop + clientHeight > scrollHeight - NEAR_END_PX) isAtEnd.current = true;
        else if (scrollTop < lastTop.current) isAtEnd.current = false;
        lastTop.current = scrollTop;
      }}
    >
      <div ref={content} className={classes['content']}>
        {count === 0 && !isDisabled && (
          <>
            <Text size="sm" className={classes['note']}>
              {t('empty')}
            </Text>
            <QuickReplies replies={starters} onSay={onSay} />
          </>
        )}
        {isDisabled && (
          <Text size="sm" className={classes['note']}>
            {t('askerNone')}
          </Text>
        )}
        {children}
      </div>
    </div>
  );
}
