import { ActionIcon, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { chatTexts } from '../../texts/chat.ts';
import classes from './chat-page.module.css';

const TEXT_MAX = 4_096;

/** Where a message is written. Enter sends, Shift+Enter begins a line, the arrows go through what was sent before. */
export function Composer({
  sent,
  isDisabled,
  onSend,
}: {
  /** What was sent before, the newest last. */
  readonly sent: readonly string[];
  readonly isDisabled: boolean;
  readonly onSend: (text: string) => void;
}) {
  const { t } = useTexts(chatTexts);
  const [text, setText] = useState('');
  /** How far back in what was sent; 0 is what is being written. */
  const [back, setBack] = useState(0);

  function send(): void {
    if (text.trim() === '' || isDisabled) return;
    setText('');
    setBack(0);
    onSend(text.trim());
  }

  function recall(steps: number): void {
    setBack(steps);
    setText(steps === 0 ? '' : (sent.at(-steps) ?? ''));
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // A word that is still being put together, as with an input method, ends with Enter too.
    if (event.nativeEvent.isComposing) return;
    const isUntouched = text === '' || (back > 0 && text === sent.at(-back));
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && isUntouched && back < sent.length) {
      event.preventDefault();
      recall(back + 1);
    } else if (event.key === 'ArrowDown' && isUntouched && back > 0) {
      event.preventDefault();
      recall(back - 1);
    }
  }

  return (
    <form
      className={classes['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        className={classes['field']}
        aria-label={t('message')}
        placeholder={t('message')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={TEXT_MAX}
        autoComplete="off"
        autoCapitalize="off"
        disabled={isDisabled}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon
        type="submit"
        size={36}
        radius="xl"
        aria-label={t('send')}
        disabled={isDisabled || text.trim() === ''}
      >
        <IconSend size={18} aria-hidden />
      </ActionIcon>
    </form>
  );
}
