import { Button } from '@mantine/core';
import {
  IconBan,
  IconCheck,
  IconDeviceMobileOff,
  IconKey,
  IconLockOpen,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import type { User } from '../../../src/accounts/users.schema.ts';
import { useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { rolesTexts } from '../../texts/roles.ts';
import { usersTexts } from '../../texts/users.ts';
import type { Column, RowAction } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useDelete } from '../../ui/use-delete.tsx';
import { useUserActions } from './use-user-actions.ts';
import { UserStatus, isLocked } from './user-status.tsx';

const PATH = '/users';
const FILTERS = ['role', 'isActive'];
const ROLES = ['viewer', 'user', 'admin'] as const;
const ConfirmDelete = lazyPart(() => import('../../ui/confirm-delete.tsx'), 'ConfirmDelete');
const OwnAccountDialog = lazyPart(() => import('./own-account-dialog.tsx'), 'OwnAccountDialog');
const PasswordDialog = lazyPart(() => import('./password-dialog.tsx'), 'PasswordDialog');
const UserEditor = lazyPart(() => import('./user-editor.tsx'), 'UserEditor');

type Asked = { readonly user: User; readonly what: 'password' | 'removeFactor' | 'deleteOwn' };

export function UsersPage() {
  const { t } = useTexts(usersTexts);
  const { t: tr } = useTexts(rolesTexts);
  const { t: tc } = useTexts(commonTexts);
  const { id: ownId } = useUser();
  const list = useList<User>(PATH, { sort: 'username', filters: FILTERS });
  const [open, setOpen] = useUrlParam('open');
  const [asked, setAsked] = useState<Asked | null>(null);
  const navigate = useNavigate();
  const action = useUserActions();
  const removal = useDelete<User>(PATH, {
    nameOf: ({ username }) => username,
    warning: () => t('deleteWarning'),
  });

  const columns = useMemo(
    (): Column<User>[] => [
      {
        id: 'username',
        header: t('username'),
        sort: true,
        cell: ({ id, username }) => (id === ownId ? `${username} (${t('you')})` : username),
      },
      {
        id: 'fullName',
        header: t('fullName'),
        sort: true,
        cell: ({ fullName }) => fullName ?? '–',
      },
      { id: 'role', header: tr('role'), isWhole: true, sort: true, cell: ({ role }) => tr(role) },
      { id: 'status', header: t('status'), cell: (row) => <UserStatus user={row} /> },
      {
        id: 'hasSecondFactor',
        header: t('secondFactor'),
        cell: ({ hasSecondFactor }) => t(hasSecondFactor ? 'on' : 'off'),
      },
      {
        id: 'lastLogin',
        header: t('lastLogin'),
        sort: true,
        cell: ({ lastLogin }) => <TimeText at={lastLogin} />,
      },
    ],
    [t, tr, ownId],
  );

  function actionsFor(user: User): readonly RowAction[] {
    const isOwn = user.id === ownId;
    return [
      {
        label: tc('edit'),
        icon: <IconPencil size={16} aria-hidden />,
        onClick: () => setOpen(user.id),
      },
      {
        label: t('newPassword'),
        icon: <IconKey size={16} aria-hidden />,
        // The own one is changed with the present one, and without being signed out.
        onClick: () =>
          isOwn ? void navigate({ to: '/account' }) : setAsked({ user, what: 'password' }),
      },
      isLocked(user) && {
        label: t('unlock'),
        icon: <IconLockOpen size={16} aria-hidden />,
        onClick: () => action.mutate({ user, what: 'unlock' }),
      },
      user.hasSecondFactor && {
        label: t('removeFactor'),
        icon: <IconDeviceMobileOff size={16} aria-hidden />,
        // The own one is switched off with the password.
        onClick: () =>
          isOwn ? void navigate({ to: '/account' }) : setAsked({ user, what: 'removeFactor' }),
      },
      user.isActive
        ? !isOwn && {
            label: t('disable'),
            icon: <IconBan size={16} aria-hidden />,
            onClick: () => action.mutate({ user, what: 'disable' }),
          }
        : {
            label: t('enable'),
            icon: <IconCheck size={16} aria-hidden />,
            onClick: () => action.mutate({ user, what: 'enable' }),
          },
      {
        label: tc('delete'),
        icon: <IconTrash size={16} aria-hidden />,
        isDangerous: true,
        onClick: () => (isOwn ? setAsked({ user, what: 'deleteOwn' }) : removal.ask(user)),
      },
    ].filter((one) => one !== false);
  }

  const close = () => setAsked(null);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} actions={add} />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ username }) => username}
        onOpen={({ id }) => setOpen(id)}
        actions={actionsFor}
        filters={
          <>
            <FilterSelect
              list={list}
              name="role"
              label={tr('role')}
              options={ROLES.map((value) => ({ value, label: tr(value) }))}
            />
            <FilterSelect
              list={list}
              name="isActive"
              label={t('status')}
              options={[
                { value: 'true', label: t('active') },
                { value: 'false', label: t('disabled') },
              ]}
            />
          </>
        }
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} action={add} />}
      />
      <OpenedItem<User> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(row) => <UserEditor row={row} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
      <Suspense>
        {asked?.what === 'password' && <PasswordDialog user={asked.user} onClose={close} />}
        {asked?.what === 'deleteOwn' && <OwnAccountDialog onClose={close} />}
        {asked?.what === 'removeFactor' && (
          <ConfirmDelete
            name={asked.user.username}
            title={t('removeFactorTitle', { name: asked.user.username })}
            hint={t('removeFactorHint')}
            confirmLabel={t('removeFactorConfirm')}
            isBusy={action.isPending}
            onCancel={close}
            onConfirm={() =>
              action.mutate({ user: asked.user, what: 'removeFactor' }, { onSettled: close })
            }
          />
        )}
      </Suspense>
      {removal.dialog}
    </>
  );
}
