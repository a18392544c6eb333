import { ActionIcon, Loader, Text, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { setupTexts } from '../../texts/setup.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { BubblePicture, ReplyBubble } from '../../ui/reply-bubble.tsx';
import classes from './setup-page.module.css';

const WAIT_SECONDS = 20;

type Reply = {
  readonly text: string;
  readonly media: readonly { readonly mimeType: string; readonly url: string }[];
};

type Line = { readonly key: number; readonly isOwn: boolean; readonly reply: Reply };

/** A small chat with the bot; the whole one is a page of its own. */
export function ChatTrial({
  from,
  name,
  question,
}: {
  readonly from: string;
  readonly name: string | undefined;
  /** What to ask first. */
  readonly question: string;
}) {
  const { t } = useTexts(setupTexts);
  const [text, setText] = useState(question);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Some browsers answer with a promise, which is no clean-up.
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [lines]);

  const send = useMutation({
    mutationFn: (said: string) =>
      call<{ replies: readonly Reply[] }>('POST', `/simulator/messages?wait=${WAIT_SECONDS}`, {
        body: { from, text: said, ...(name ? { name } : {}) },
      }),
    onMutate: (said) => {
      setText('');
      add([{ text: said, media: [] }], true);
    },
    onSuccess: ({ replies }) =>
      add(replies.length > 0 ? replies : [{ text: `_${t('noReply')}_`, media: [] }], false),
  });

  function add(replies: readonly Reply[], isOwn: boolean): void {
    setLines((before) => [
      ...before,
      ...replies.map((reply, index) => ({ key: before.length + index, isOwn, reply })),
    ]);
  }

  return (
    <div>
      <div className={classes['chat']} role="log" aria-label={t('chat')} tabIndex={0}>
        {lines.length === 0 && (
          <Text size="sm" className={classes['hint']}>
            {t('chatEmpty', { text: question })}
          </Text>
        )}
        {lines.map(({ key, isOwn, reply }) => (
          <ReplyBubble key={key} isOwn={isOwn} text={reply.text}>
            {reply.media
              .filter(({ mimeType }) => mimeType.startsWith('image/'))
              .map(({ url }) => (
                <BubblePicture key={url} src={url} alt={t('picture')} />
              ))}
          </ReplyBubble>
        ))}
        {send.isPending && <Loader type="dots" size="sm" />}
        <div ref={end} />
      </div>
      <ErrorNote error={send.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') send.mutate(text.trim());
        }}
      >
        <TextInput
          mt="xs"
          aria-label={t('message')}
          placeholder={t('message')}
          autoComplete="off"
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          rightSection={
            <ActionIcon type="submit" aria-label={t('send')} disabled={send.isPending}>
              <IconSend size={16} aria-hidden />
            </ActionIcon>
          }
        />
      </form>
    </div>
  );
}
