import { Button } from '@mantine/core';
import {
  IconAddressBook,
  IconBan,
  IconCheck,
  IconMessages,
  IconPencil,
  IconPlus,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { contactsTexts } from '../../texts/contacts.ts';
import type { Column, RowAction } from '../../ui/column.ts';
import { contactLabel } from '../../ui/contact-label.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useDelete } from '../../ui/use-delete.tsx';
import { CONTACT_STATUSES, ContactStatus } from './contact-status.tsx';
import { GrantsText } from './grants-text.tsx';
import { useBlock } from './use-block.tsx';
import { WaitingContacts } from './waiting-contacts.tsx';

const PATH = '/contacts';
const FILTERS = ['status'];
const ApproveDialog = lazyPart(() => import('./approve-dialog.tsx'), 'ApproveDialog');
const ContactEditor = lazyPart(() => import('./contact-editor.tsx'), 'ContactEditor');

export function ContactsPage() {
  const { t } = useTexts(contactsTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const navigate = useNavigate();
  const list = useList<Contact>(PATH, { sort: 'name', filters: FILTERS });
  const [open, setOpen] = useUrlParam('open');
  const [approving, setApproving] = useState<Contact | null>(null);
  const { block, blockingId } = useBlock();
  const removal = useDelete<Contact>(PATH, {
    nameOf: contactLabel,
    warning: () => t('deleteWarning'),
  });

  const columns = useMemo(
    (): Column<Contact>[] => [
      {
        id: 'name',
        header: t('name'),
        sort: true,
        cell: (row) => row.name ?? contactLabel(row),
      },
      {
        id: 'phone',
        header: t('phone'),
        sort: true,
        isWhole: true,
        cell: ({ phone, addresses }) => phone ?? addresses[0] ?? '–',
      },
      {
        id: 'status',
        header: t('status'),
        sort: true,
        cell: ({ status }) => <ContactStatus status={status} />,
      },
      { id: 'grants', header: t('grants'), cell: (row) => <GrantsText contact={row} /> },
      {
        id: 'lastMessageAt',
        header: t('lastAsked'),
        cell: ({ lastMessageAt }) =>
          lastMessageAt ? <TimeText at={lastMessageAt} /> : t('neverAsked'),
      },
      {
        id: 'createdAt',
        header: t('firstSeen'),
        sort: true,
        isDetail: true,
        cell: ({ createdAt }) => <TimeText at={createdAt} relative={false} />,
      },
    ],
    [t],
  );

  function actionsFor(row: Contact): readonly RowAction[] {
    const address = row.phone ?? row.addresses[0];
    return [
      row.status !== 'approved' && {
        label: t('approve'),
        icon: <IconCheck size={16} aria-hidden />,
        onClick: () => setApproving(row),
      },
      {
        label: tc('edit'),
        icon: <IconPencil size={16} aria-hidden />,
        onClick: () => setOpen(row.id),
      },
      {
        label: t('showMessages'),
        icon: <IconMessages size={16} aria-hidden />,
        onClick: () => void navigate({ to: '/messages', search: { contactId: row.id } }),
      },
      address !== undefined && {
        label: t('sendMessage'),
        icon: <IconSend size={16} aria-hidden />,
        onClick: () => void navigate({ to: '/outbox', search: { open: 'new', to: row.id } }),
      },
      row.status !== 'blocked' && {
        label: t(row.status === 'pending' ? 'refuse' : 'block'),
        icon: <IconBan size={16} aria-hidden />,
        onClick: () => block(row),
      },
      {
        label: tc('delete'),
        icon: <IconTrash size={16} aria-hidden />,
        isDangerous: true,
        onClick: () => removal.ask(row),
      },
    ].filter((action) => action !== false);
  }

  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} actions={add} />
      <WaitingContacts
        onApprove={setApproving}
        onRefuse={block}
        refusingId={blockingId}
        onShowAll={() => list.setFilter('status', 'pending')}
      />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={contactLabel}
        onOpen={({ id }) => setOpen(id)}
        actions={mayChange ? actionsFor : undefined}
        filters={
          <FilterSelect
            list={list}
            name="status"
            label={t('status')}
            options={CONTACT_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
          />
        }
        empty={
          <EmptyState
            icon={<IconAddressBook size={40} stroke={1.5} aria-hidden />}
            title={t('emptyTitle')}
            hint={t('emptyHint')}
            action={add}
          />
        }
      />
      <OpenedItem<Contact> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(row) => <ContactEditor row={row} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
      {approving && (
        <Suspense>
          <ApproveDialog
            key={approving.id}
            contact={approving}
            onClose={() => setApproving(null)}
          />
        </Suspense>
      )}
      {removal.dialog}
    </>
  );
}
