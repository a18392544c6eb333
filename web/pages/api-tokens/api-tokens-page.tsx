import { Button, Text } from '@mantine/core';
import { IconBan, IconBook, IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import type { ApiToken, MadeApiToken } from '../../../src/accounts/api-tokens.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { refresh } from '../../lib/query-client.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { apiTokensTexts } from '../../texts/api-tokens.ts';
import { rolesTexts } from '../../texts/roles.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatInstant } from '../../ui/format-time.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { toast } from '../../ui/toast.ts';

const PATH = '/api-tokens';
const DOCS = '/api/docs';
const ConfirmDelete = lazyPart(() => import('../../ui/confirm-delete.tsx'), 'ConfirmDelete');
const MadeTokenDialog = lazyPart(() => import('./made-token-dialog.tsx'), 'MadeTokenDialog');
const NewTokenDialog = lazyPart(() => import('./new-token-dialog.tsx'), 'NewTokenDialog');

export function ApiTokensPage() {
  const { t, language } = useTexts(apiTokensTexts);
  const { t: tr } = useTexts(rolesTexts);
  const list = useList<ApiToken>(PATH, { sort: 'name' });
  const [open, setOpen] = useUrlParam('open');
  const [made, setMade] = useState<MadeApiToken | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const revoke = useMutation({
    mutationFn: ({ id }: ApiToken) => call('DELETE', `${PATH}/${encodeURIComponent(id)}`),
    onSuccess: (_answer, { name }) => toast.good(t('revoked', { name })),
    onError: (error) => toast.bad(error),
    onSettled: async () => {
      setRevoking(null);
      await refresh(PATH);
    },
  });

  const columns = useMemo(
    (): Column<ApiToken>[] => [
      { id: 'name', header: t('name'), sort: true, cell: ({ name }) => name },
      { id: 'role', header: t('role'), isWhole: true, sort: true, cell: ({ role }) => tr(role) },
      {
        id: 'expiresAt',
        header: t('expiresAt'),
        sort: true,
        cell: ({ expiresAt }) =>
          Date.parse(expiresAt) > Date.now() ? (
            <TimeText at={expiresAt} />
          ) : (
            <Text span inherit c="var(--plantline-bad)">
              {t('expired', { time: formatInstant(expiresAt, language) })}
            </Text>
          ),
      },
      {
        id: 'lastUsedAt',
        header: t('lastUsedAt'),
        sort: true,
        cell: ({ lastUsedAt }) => <TimeText at={lastUsedAt} />,
      },
      {
        id: 'createdBy',
        header: t('createdBy'),
        cell: ({ createdBy }) => createdBy ?? t('createdByNobody'),
      },
      {
        id: 'createdAt',
        header: t('createdAt'),
        sort: true,
        isDetail: true,
        cell: ({ createdAt }) => <TimeText at={createdAt} relative={false} />,
      },
    ],
    [t, tr, language],
  );

  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        hint={t('hint')}
        actions={
          <>
            <Button
              component="a"
              href={DOCS}
              target="_blank"
              variant="default"
              leftSection={<IconBook size={16} aria-hidden />}
            >
              {t('docs')}
            </Button>
            {add}
          </>
        }
      />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ name }) => name}
        actions={(token) => [
          {
            label: t('revoke'),
            icon: <IconBan size={16} aria-hidden />,
            isDangerous: true,
            onClick: () => setRevoking(token),
          },
        ]}
        empty={
          <EmptyState
            icon={<IconKey size={40} stroke={1.5} aria-hidden />}
            title={t('emptyTitle')}
            hint={t('emptyHint')}
            action={add}
          />
        }
      />
      <Suspense>
        {open === 'new' && (
          <NewTokenDialog
            onClose={() => setOpen(undefined)}
            onMade={(token) => {
              setOpen(undefined);
              setMade(token);
            }}
          />
        )}
        {made && <MadeTokenDialog token={made} onClose={() => setMade(null)} />}
        {revoking && (
          <ConfirmDelete
            name={revoking.name}
            title={t('revokeTitle', { name: revoking.name })}
            hint={t('revokeHint')}
            confirmLabel={t('revoke')}
            isBusy={revoke.isPending}
            onCancel={() => setRevoking(null)}
            onConfirm={() => revoke.mutate(revoking)}
          />
        )}
      </Suspense>
    </>
  );
}
