import { IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import type { Session } from '../../../src/accounts/sessions.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { refresh } from '../../lib/query-client.ts';
import { useList } from '../../lib/use-list.ts';
import { rolesTexts } from '../../texts/roles.ts';
import { sessionsTexts } from '../../texts/sessions.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { toast } from '../../ui/toast.ts';
import { DeviceText } from './device-text.tsx';

const PATH = '/sessions';
const ConfirmDelete = lazyPart(() => import('../../ui/confirm-delete.tsx'), 'ConfirmDelete');

export function SessionsPage() {
  const { t } = useTexts(sessionsTexts);
  const { t: tr } = useTexts(rolesTexts);
  const list = useList<Session>(PATH, { sort: '-createdAt' });
  const [ending, setEnding] = useState<Session | null>(null);
  const end = useMutation({
    mutationFn: ({ id }: Session) => call('DELETE', `${PATH}/${encodeURIComponent(id)}`),
    onSuccess: (_answer, { username }) => toast.good(t('ended', { name: username })),
    onError: (error) => toast.bad(error),
    onSettled: async () => {
      setEnding(null);
      // Of the own session, this is how the page finds out that it is over.
      await refresh(PATH);
    },
  });

  const columns = useMemo(
    (): Column<Session>[] => [
      {
        id: 'username',
        header: t('username'),
        sort: true,
        cell: ({ username, isCurrent }) => (isCurrent ? `${username} (${t('current')})` : username),
      },
      { id: 'role', header: t('role'), isWhole: true, cell: ({ role }) => tr(role) },
      {
        id: 'device',
        header: t('device'),
        cell: ({ userAgent }) => <DeviceText userAgent={userAgent} />,
      },
      {
        id: 'ipAddress',
        header: t('ipAddress'),
        isWhole: true,
        cell: ({ ipAddress }) => ipAddress ?? '–',
      },
      {
        id: 'createdAt',
        header: t('createdAt'),
        sort: true,
        cell: ({ createdAt }) => <TimeText at={createdAt} />,
      },
      {
        id: 'expiresAt',
        header: t('expiresAt'),
        sort: true,
        cell: ({ expiresAt }) => <TimeText at={expiresAt} />,
      },
    ],
    [t, tr],
  );

  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ username }) => username}
        actions={(session) => [
          {
            label: t('end'),
            icon: <IconLogout size={16} aria-hidden />,
            isDangerous: true,
            onClick: () => setEnding(session),
          },
        ]}
        empty={<EmptyState title={t('emptyTitle')} />}
      />
      {ending && (
        <Suspense>
          <ConfirmDelete
            name={ending.username}
            title={ending.isCurrent ? t('endOwnTitle') : t('endTitle', { name: ending.username })}
            hint={t(ending.isCurrent ? 'endOwnHint' : 'endHint')}
            confirmLabel={t('end')}
            isBusy={end.isPending}
            onCancel={() => setEnding(null)}
            onConfirm={() => end.mutate(ending)}
          />
        </Suspense>
      )}
    </>
  );
}
