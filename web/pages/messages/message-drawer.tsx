import { Anchor, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { MessageWithReplies } from '../../../src/bot/messages.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { messagesTexts } from '../../texts/messages.ts';
import { AnswerTrace } from '../../ui/answer-trace/answer-trace.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { formatSpan } from '../../ui/format-time.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { MessageStatus } from './message-status.tsx';
import { MessageTalk } from './message-talk.tsx';

/** What came at once did not wait anywhere. */
const ON_THE_WAY_TOLD_MS = 60_000;

/** One message: the talk, and how its answer came about. */
export function MessageDrawer({
  message,
  onClose,
}: {
  readonly message: MessageWithReplies;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts(messagesTexts);
  const { t: tc } = useTexts(commonTexts);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { contactId, contactName, sender, chat, transport, status, rule } = message;
  const { sentAt, receivedAt } = message;
  const onTheWayMs = Date.parse(receivedAt) - Date.parse(sentAt);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isPhone ? '100%' : 'lg'}
      title={contactName ?? sender}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        <Group gap="sm">
          <MessageStatus status={status} rule={rule} />
          <Text size="sm">
            <TimeText at={receivedAt} />
          </Text>
          {contactId !== null && (
            <Anchor
              size="sm"
              renderRoot={(root) => <Link to="/contacts" search={{ open: contactId }} {...root} />}
            >
              {t('toContact')}
            </Anchor>
          )}
        </Group>
        <section aria-label={t('conversation')}>
          <Title order={3} size="h5" mb="xs">
            {t('conversation')}
          </Title>
          <MessageTalk message={message} />
        </section>
        <AnswerTrace message={message} />
        <FactList
          facts={[
            { label: t('address'), value: sender },
            ...(chat === sender ? [] : [{ label: t('chat'), value: chat }]),
            { label: t('transport'), value: transport },
            ...(onTheWayMs >= ON_THE_WAY_TOLD_MS
              ? [
                  { label: t('sentAt'), value: <TimeText at={sentAt} /> },
                  { label: t('onTheWay'), value: formatSpan(onTheWayMs, language) },
                ]
              : []),
          ]}
        />
      </Stack>
    </Drawer>
  );
}
