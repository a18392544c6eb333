import { Alert, Anchor, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { OutgoingMessage } from '../../../src/outbox/outgoing-messages.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { outboxTexts } from '../../texts/outbox.ts';
import { FactsTable } from '../../ui/answer-trace/facts-table.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { formatSpan } from '../../ui/format-time.ts';
import { ReplyBubble } from '../../ui/reply-bubble.tsx';
import { SentMedia } from '../../ui/sent-media.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { OutgoingStatus } from './outgoing-status.tsx';
import { priorityText } from './priority-text.ts';
import { statusSays } from './status-says.ts';
import { typeText } from './type-text.ts';
import { mayCancel, mayRetry, useOutboxActions } from './use-outbox-actions.ts';

/** What went out at once did not wait. */
const WAIT_TOLD_MS = 60_000;

/** One message of the outbox: as it looks, how far it came, and what stands in its way. */
export function OutgoingDrawer({
  message,
  onClose,
}: {
  readonly message: OutgoingMessage;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts(outboxTexts);
  const { t: tc } = useTexts(commonTexts);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const mayChange = useMay('user');
  const { retry, cancel, isBusy } = useOutboxActions();
  const { status, errorMessage, retryCount, inReplyTo, facts, transport } = message;
  const says = statusSays(message);
  const waitedMs = message.sentAt ? Date.parse(message.sentAt) - Date.parse(message.createdAt) : 0;
  const times = [
    { label: t('createdAt'), at: message.createdAt },
    { label: t(retryCount > 0 ? 'nextTryAt' : 'dueAt'), at: mayCancel(message) && message.dueAt },
    { label: t('sentAt'), at: message.sentAt },
    { label: t('deliveredAt'), at: message.deliveredAt },
    { label: t('readAt'), at: message.readAt },
    { label: t('expiresAt'), at: mayCancel(message) && message.expiresAt },
  ];

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isPhone ? '100%' : 'lg'}
      title={message.recipient}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        <Group gap="sm">
          <OutgoingStatus message={message} />
          {inReplyTo !== null && (
            <Anchor
              size="sm"
              renderRoot={(root) => <Link to="/messages" search={{ open: inReplyTo }} {...root} />}
            >
              {t('showQuestion')}
            </Anchor>
          )}
        </Group>
        {says && <Text size="sm">{t(says)}</Text>}
        {errorMessage !== null && status !== 'sent' && (
          <Alert color="red" variant="light" title={t('errorMessage')}>
            {errorMessage}
          </Alert>
        )}
        <ReplyBubble text={message.message}>
          <SentMedia media={message.media} />
        </ReplyBubble>
        {mayChange && (mayRetry(message) || mayCancel(message)) && (
          <Group gap="xs">
            {mayRetry(message) && (
              <Button loading={isBusy} onClick={() => retry(message)}>
                {t('retry')}
              </Button>
            )}
            {mayCancel(message) && (
              <Button variant="default" loading={isBusy} onClick={() => cancel(message)}>
                {t('cancelSending')}
              </Button>
            )}
          </Group>
        )}
        <FactList
          facts={[
            { label: t('recipient'), value: message.recipient },
            { label: t('type'), value: typeText(t, message.type) },
            { label: t('transport'), value: transport ?? '–' },
            { label: t('priority'), value: t(priorityText(message.priority)) },
            ...(retryCount > 0
              ? [{ label: t('triesLabel'), value: t('tries', { count: retryCount }) }]
              : []),
            ...times.flatMap(({ label, at }) =>
              at ? [{ label, value: <TimeText at={at} /> }] : [],
            ),
            ...(waitedMs >= WAIT_TOLD_MS
              ? [{ label: t('waited'), value: formatSpan(waitedMs, language) }]
              : []),
          ]}
        />
        {facts.length > 0 && (
          <div>
            <Title order={3} size="h6" mb={4}>
              {t('facts')}
            </Title>
            <FactsTable facts={facts} />
          </div>
        )}
      </Stack>
    </Drawer>
  );
}
