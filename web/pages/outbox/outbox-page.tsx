import { Button, Text } from '@mantine/core';
import { IconBan, IconRefresh, IconSend } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { OutgoingMessage } from '../../../src/outbox/outgoing-messages.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useSearchParams, useSetSearchParams, useUrlParam } from '../../lib/use-url-param.ts';
import { outboxTexts } from '../../texts/outbox.ts';
import type { Column, RowAction } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { plainText } from '../../ui/plain-text.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { OUTGOING_STATUSES, OutgoingStatus } from './outgoing-status.tsx';
import { OUTGOING_TYPES, typeText } from './type-text.ts';
import { mayCancel, mayRetry, useOutboxActions } from './use-outbox-actions.ts';

const PATH = '/outgoing-messages';
const FILTERS = ['status', 'type'];
const OutgoingDrawer = lazyPart(() => import('./outgoing-drawer.tsx'), 'OutgoingDrawer');
const SendDialog = lazyPart(() => import('./send-dialog.tsx'), 'SendDialog');

export function OutboxPage() {
  const { t } = useTexts(outboxTexts);
  const maySend = useMay('user');
  const list = useList<OutgoingMessage>(PATH, { sort: '-createdAt', filters: FILTERS });
  const [open, setOpen] = useUrlParam('open');
  const { to } = useSearchParams();
  const setSearch = useSetSearchParams();
  const { retry, cancel } = useOutboxActions();

  const columns = useMemo(
    (): Column<OutgoingMessage>[] => [
      {
        id: 'message',
        header: t('message'),
        cell: ({ message }) => (
          <Text span inherit lineClamp={2}>
            {message === '' ? t('noText') : plainText(message)}
          </Text>
        ),
      },
      {
        id: 'recipient',
        header: t('recipient'),
        sort: true,
        isWhole: true,
        cell: ({ recipient }) => recipient,
      },
      { id: 'type', header: t('type'), sort: true, cell: ({ type }) => typeText(t, type) },
      {
        id: 'status',
        header: t('status'),
        sort: true,
        cell: (row) => (
          <>
            <OutgoingStatus message={row} />
            {row.errorMessage !== null && row.status !== 'sent' && (
              <Text size="xs" mt={4} miw="13rem">
                {row.errorMessage}
                {row.retryCount > 0 && ` (${t('tries', { count: row.retryCount })})`}
              </Text>
            )}
          </>
        ),
      },
      {
        id: 'createdAt',
        header: t('createdAt'),
        sort: true,
        cell: ({ createdAt }) => <TimeText at={createdAt} />,
      },
    ],
    [t],
  );

  function actionsFor(row: OutgoingMessage): readonly RowAction[] {
    return [
      mayRetry(row) && {
        label: t('retry'),
        icon: <IconRefresh size={16} aria-hidden />,
        onClick: () => retry(row),
      },
      mayCancel(row) && {
        label: t('cancelSending'),
        icon: <IconBan size={16} aria-hidden />,
        onClick: () => cancel(row),
      },
    ].filter((action) => action !== false);
  }

  const close = () => setSearch({ open: undefined, to: undefined }, 'push');
  const send = maySend && (
    <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('send')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} actions={send} />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ message }) => message}
        onOpen={({ id }) => setOpen(String(id))}
        actions={maySend ? actionsFor : undefined}
        filters={
          <>
            <FilterSelect
              list={list}
              name="status"
              label={t('status')}
              options={OUTGOING_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
            />
            <FilterSelect
              list={list}
              name="type"
              label={t('type')}
              options={OUTGOING_TYPES.map((value) => ({ value, label: typeText(t, value) }))}
            />
          </>
        }
        empty={
          <EmptyState
            icon={<IconSend size={40} stroke={1.5} aria-hidden />}
            title={t('emptyTitle')}
            hint={t('emptyHint')}
            action={send}
          />
        }
      />
      <OpenedItem<OutgoingMessage> path={PATH} open={open} onClose={close}>
        {(row) =>
          row ? (
            <OutgoingDrawer message={row} onClose={close} />
          ) : (
            maySend && <SendDialog contactId={to} onClose={close} />
          )
        }
      </OpenedItem>
    </>
  );
}
