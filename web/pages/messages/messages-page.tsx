import { Button, Text } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Message, MessageWithReplies } from '../../../src/bot/messages.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';
import { messagesTexts } from '../../texts/messages.ts';
import { ruleText } from '../../ui/answer-trace/rule-text.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterDates } from '../../ui/filter-dates.tsx';
import { FilterPick } from '../../ui/filter-pick.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { answerTime } from './answer-time.ts';
import { MESSAGE_STATUSES, MessageStatus } from './message-status.tsx';
import { shownText } from './shown-text.ts';

const PATH = '/messages';
const MessageDrawer = lazyPart(() => import('./message-drawer.tsx'), 'MessageDrawer');
const FILTERS = ['status', 'contactId', 'from', 'to'];

export function MessagesPage() {
  const { t, language } = useTexts(messagesTexts);
  const { t: tt } = useTexts(answerTraceTexts);
  const mayChat = useMay('user');
  const list = useList<Message>(PATH, { sort: '-receivedAt', filters: FILTERS });
  const [open, setOpen] = useUrlParam('open');

  const columns = useMemo(
    (): Column<Message>[] => [
      {
        id: 'text',
        header: t('text'),
        cell: (row) => (
          <Text span inherit lineClamp={2}>
            {shownText(t, row)}
          </Text>
        ),
      },
      { id: 'from', header: t('from'), cell: ({ contactName, sender }) => contactName ?? sender },
      {
        id: 'status',
        header: t('status'),
        cell: (row) => (
          <>
            <MessageStatus status={row.status} rule={row.rule} />
            {row.rule !== null && (
              <Text size="xs" c="dimmed" mt={4}>
                {ruleText(tt, row)}
              </Text>
            )}
          </>
        ),
      },
      {
        id: 'receivedAt',
        header: t('receivedAt'),
        sort: true,
        cell: ({ receivedAt }) => <TimeText at={receivedAt} />,
      },
      {
        id: 'answerMs',
        header: t('answerMs'),
        align: 'end',
        isWhole: true,
        cell: ({ answerMs }) => answerMs !== null && answerTime(t, answerMs, language),
      },
    ],
    [t, tt, language],
  );

  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={(row) => shownText(t, row)}
        onOpen={({ id }) => setOpen(id)}
        filters={
          <>
            <FilterSelect
              list={list}
              name="status"
              label={t('status')}
              options={MESSAGE_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
            />
            <FilterPick
              list={list}
              name="contactId"
              path="/contacts"
              label={t('contact')}
              allLabel={t('anyContact')}
              sort="name"
            />
            <FilterDates list={list} />
          </>
        }
        empty={
          <EmptyState
            icon={<IconMessages size={40} stroke={1.5} aria-hidden />}
            title={t('emptyTitle')}
            hint={t('emptyHint')}
            action={
              mayChat && (
                <Button renderRoot={(root) => <Link to="/chat" {...root} />}>{t('toChat')}</Button>
              )
            }
          />
        }
      />
      <OpenedItem<MessageWithReplies> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(message) =>
          message && <MessageDrawer message={message} onClose={() => setOpen(undefined)} />
        }
      </OpenedItem>
    </>
  );
}
