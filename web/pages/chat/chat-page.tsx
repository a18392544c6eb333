import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { chatTexts } from '../../texts/chat.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { toast } from '../../ui/toast.ts';
import { ask } from './ask.ts';
import { AskerNote } from './asker-note.tsx';
import classes from './chat-page.module.css';
import { ChatLog } from './chat-log.tsx';
import { Composer } from './composer.tsx';
import { ExchangeView } from './exchange-view.tsx';
import type { Exchange } from './exchange.ts';
import { GroupFields } from './group-fields.tsx';
import { messageId } from './message-id.ts';
import { quickRepliesOf } from './quick-replies-of.ts';
import { QuickReplies } from './quick-replies.tsx';
import { chatOf, useAsker } from './use-asker.ts';
import { useChatStore } from './use-chat-store.ts';
import { useContactOf } from './use-contact-of.ts';

const AskerField = lazyPart(() => import('./asker-field.tsx'), 'AskerField');
const AnswerPanel = lazyPart(() => import('./answer-panel.tsx'), 'AnswerPanel');
const AnswerDrawer = lazyPart(() => import('./answer-drawer.tsx'), 'AnswerDrawer');

/** A phone without a phone: talk to the bot as any contact, and see how each answer came about. */
export function ChatPage() {
  const { t } = useTexts(chatTexts);
  // Only where both fit beside each other is the panel always there.
  const isWide = useMediaQuery('(min-width: 68em)', undefined, { getInitialValueInEffect: false });
  const { asker, setAsker, isPending } = useAsker();
  const contact = useContactOf(asker.from);
  const { store, exchanges } = useChatStore();
  const [selectedId, setSelectedId] = useState<string>();
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);

  const chat = chatOf(asker);
  const here = exchanges.filter((one) => one.chat === chat);
  const last = here.at(-1);
  const selected = here.find(({ id }) => id === selectedId) ?? last;
  const quickReplies =
    last?.state === 'answered' ? quickRepliesOf(last.replies.at(-1)?.text ?? '', last.rule) : [];

  function say(text: string): void {
    if (chat === undefined) return;
    const exchange: Exchange = {
      id: messageId(),
      chat,
      from: asker.from,
      mentionsBot: asker.isInGroup && asker.mentionsBot,
      text,
      sentAt: new Date().toISOString(),
      state: 'asking',
      replies: [],
      rule: null,
      isKept: true,
    };
    store.add(exchange);
    setSelectedId(undefined);
    void ask(store, exchange);
  }

  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <div className={classes['page']}>
        <div className={classes['talk']}>
          <Stack gap="xs" mb="sm">
            <Suspense fallback={<Skeleton height={60} />}>
              {isPending ? (
                <Skeleton height={60} />
              ) : (
                <AskerField
                  from={asker.from}
                  contact={contact ?? undefined}
                  onChange={(from) => setAsker({ ...asker, from })}
                />
              )}
            </Suspense>
            {contact !== undefined && <AskerNote contact={contact} />}
            <GroupFields asker={asker} onChange={setAsker} />
          </Stack>
          <section className={classes['phone']} aria-label={t('log')}>
            <ChatLog
              key={chat}
              count={here.length}
              isDisabled={chat === undefined && !isPending}
              onSay={say}
            >
              {here.map((exchange) => (
                <ExchangeView
                  key={exchange.id}
                  exchange={exchange}
                  isSelected={isWide && exchange.id === selected?.id}
                  onShowHow={() => {
                    setSelectedId(exchange.id);
                    setIsDrawerOpen(!isWide);
                  }}
                  onRetry={() => void ask(store, exchange)}
                />
              ))}
              <QuickReplies replies={quickReplies} onSay={say} />
            </ChatLog>
            <Composer
              sent={here.map(({ text }) => text)}
              isDisabled={chat === undefined}
              onSend={say}
            />
          </section>
          <Text size="xs" c="dimmed" mt={6} visibleFrom="sm">
            {t('messageHint')}
          </Text>
          {chat !== undefined && here.length > 0 && (
            <Button
              mt={4}
              size="compact-xs"
              variant="subtle"
              w="fit-content"
              onClick={() => {
                store.forget(chat);
                toast.good(t('cleared'));
              }}
            >
              {t('clear')}
            </Button>
          )}
        </div>
        {isWide && (
          <aside className={classes['panel']} aria-label={t('panel')}>
            <Title order={2} size="h4" mb="xs" style={{ overflowWrap: 'anywhere' }}>
              {selected ? `“${selected.text}”` : t('panel')}
            </Title>
            <Suspense fallback={<Skeleton height={180} />}>
              <AnswerPanel exchange={selected} />
            </Suspense>
          </aside>
        )}
      </div>
      {isDrawerOpen && !isWide && (
        <Suspense>
          <AnswerDrawer exchange={selected} onClose={() => setIsDrawerOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
