import { Button, NativeSelect, Text } from '@mantine/core';
import { IconListCheck, IconShieldCheck } from '@tabler/icons-react';
import { Suspense, useMemo, useState } from 'react';
import type { AuditLog } from '../../../src/audit/audit.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { auditTexts } from '../../texts/audit.ts';
import { commonTexts } from '../../texts/common.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterDates } from '../../ui/filter-dates.tsx';
import { FilterPick } from '../../ui/filter-pick.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { plainText } from '../../ui/plain-text.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { actionChoices, actionWords } from './action-words.ts';
import { aboutOf } from './audit-details.ts';

const PATH = '/audit-logs';
const FILTERS = ['action', 'userId', 'from', 'to'];
const AuditDrawer = lazyPart(() => import('./audit-drawer.tsx'), 'AuditDrawer');
const VerifyDialog = lazyPart(() => import('./verify-dialog.tsx'), 'VerifyDialog');

export function AuditPage() {
  const { t } = useTexts(auditTexts);
  const { t: tc } = useTexts(commonTexts);
  const list = useList<AuditLog>(PATH, { sort: '-timestamp', filters: FILTERS });
  const [open, setOpen] = useUrlParam('open');
  const [isVerifying, setIsVerifying] = useState(false);

  const columns = useMemo(
    (): Column<AuditLog>[] => [
      {
        id: 'action',
        header: t('action'),
        sort: true,
        cell: ({ action }) => actionWords(t, action),
      },
      {
        id: 'about',
        header: t('about'),
        cell: ({ seq, details }) => (
          <>
            {seq === null && <StatusBadge tone="warning" label={t('outside')} />}
            <Text span inherit lineClamp={2}>
              {plainText(aboutOf(details))}
            </Text>
          </>
        ),
      },
      {
        id: 'actor',
        header: t('actor'),
        sort: true,
        isWhole: true,
        cell: ({ actor }) => actor ?? t('nobody'),
      },
      {
        id: 'ipAddress',
        header: t('ipAddress'),
        isWhole: true,
        cell: ({ ipAddress }) => ipAddress ?? '–',
      },
      {
        id: 'timestamp',
        header: t('timestamp'),
        sort: true,
        cell: ({ timestamp }) => <TimeText at={timestamp} />,
      },
    ],
    [t],
  );

  return (
    <>
      <PageHeader
        title={t('title')}
        hint={t('hint')}
        actions={
          <Button
            variant="default"
            leftSection={<IconShieldCheck size={16} aria-hidden />}
            onClick={() => setIsVerifying(true)}
          >
            {t('verify')}
          </Button>
        }
      />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ action }) => actionWords(t, action)}
        onOpen={({ id }) => setOpen(id)}
        filters={
          <>
            <NativeSelect
              aria-label={t('action')}
              value={list.filters['action'] ?? ''}
              onChange={(event) => list.setFilter('action', event.currentTarget.value || null)}
              data={[{ value: '', label: `${t('action')}: ${tc('all')}` }, ...actionChoices(t)]}
            />
            <FilterPick
              list={list}
              name="userId"
              path="/users"
              label={t('user')}
              allLabel={t('anyUser')}
              sort="username"
            />
            <FilterDates list={list} />
          </>
        }
        empty={
          <EmptyState
            icon={<IconListCheck size={40} stroke={1.5} aria-hidden />}
            title={t('emptyTitle')}
          />
        }
      />
      <OpenedItem<AuditLog> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(entry) => entry && <AuditDrawer entry={entry} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
      {isVerifying && (
        <Suspense>
          <VerifyDialog onClose={() => setIsVerifying(false)} />
        </Suspense>
      )}
    </>
  );
}
