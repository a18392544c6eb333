import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react';
import { Suspense, useMemo, useState } from 'react';
import type { TriggerGroup } from '../../../src/triggers/trigger-groups.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { answersTexts } from '../../texts/answers.ts';
import { commonTexts } from '../../texts/common.ts';
import { triggerGroupsTexts } from '../../texts/trigger-groups.ts';
import type { Column, RowAction } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useDelete } from '../../ui/use-delete.tsx';
import { useSources } from '../triggers/use-sources.ts';
import { memberProblem } from './member-problem.ts';

const PATH = '/trigger-groups';
const NAMES_SHOWN = 4;
const TriggerGroupEditor = lazyPart(
  () => import('./trigger-group-editor.tsx'),
  'TriggerGroupEditor',
);
const RunDialog = lazyPart(() => import('../../ui/answers/run-dialog.tsx'), 'RunDialog');

export function TriggerGroupsPage() {
  const { t } = useTexts(triggerGroupsTexts);
  const { t: ta } = useTexts(answersTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const list = useList<TriggerGroup>(PATH, { sort: 'name' });
  const { sources } = useSources();
  const [open, setOpen] = useUrlParam('edit');
  const [run, setRun] = useState<TriggerGroup | null>(null);
  const removal = useDelete<TriggerGroup>(PATH, {
    nameOf: ({ name }) => name,
    warning: () => <Text size="sm">{t('deleteWarning')}</Text>,
  });

  const columns = useMemo(
    (): Column<TriggerGroup>[] => [
      { id: 'name', header: ta('name'), sort: true, cell: ({ name }) => name },
      {
        id: 'members',
        header: t('members'),
        cell: ({ members }) => {
          const silent = members.filter((member) => memberProblem(member, sources));
          const more = members.length - NAMES_SHOWN;
          return (
            <Stack gap={4} align="flex-start">
              {members.length === 0 ? (
                <StatusBadge tone="warning" label={t('membersNone')} />
              ) : (
                <span>
                  {members
                    .slice(0, NAMES_SHOWN)
                    .map(({ name }) => name)
                    .join(', ')}
                  {more > 0 && (
                    <Text span inherit c="dimmed">
                      {` ${t('membersMore', { count: more })}`}
                    </Text>
                  )}
                </span>
              )}
              {silent.length > 0 && (
                <StatusBadge tone="warning" label={t('membersProblem', { count: silent.length })} />
              )}
            </Stack>
          );
        },
      },
      {
        id: 'executionMode',
        header: t('mode'),
        cell: ({ executionMode }) => t(executionMode),
      },
      {
        id: 'description',
        header: t('description'),
        isDetail: true,
        cell: ({ description }) => description ?? '',
      },
      {
        id: 'updatedAt',
        header: t('updated'),
        sort: true,
        cell: ({ updatedAt }) => <TimeText at={updatedAt} />,
      },
    ],
    [t, ta, sources],
  );

  function actionsOf(row: TriggerGroup): RowAction[] {
    const asking: RowAction = {
      label: ta('run'),
      icon: <IconPlayerPlay size={16} aria-hidden />,
      onClick: () => setRun(row),
    };
    if (!mayChange) return [asking];
    return [
      asking,
      {
        label: tc('edit'),
        icon: <IconPencil size={16} aria-hidden />,
        onClick: () => setOpen(row.id),
      },
      {
        label: tc('delete'),
        icon: <IconTrash size={16} aria-hidden />,
        isDangerous: true,
        onClick: () => removal.ask(row),
      },
    ];
  }

  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  );
  const silent = run?.members.flatMap((member) => {
    const problem = memberProblem(member, sources);
    return problem ? [{ id: member.id, name: member.name, problem }] : [];
  });
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} actions={add} />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ name }) => name}
        onOpen={({ id }) => setOpen(id)}
        actions={actionsOf}
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} action={add} />}
      />
      <OpenedItem<TriggerGroup> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(row) => <TriggerGroupEditor row={row} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
      {run && (
        <Suspense>
          <RunDialog
            path={`${PATH}/${encodeURIComponent(run.id)}/run`}
            name={run.name}
            onClose={() => setRun(null)}
          >
            {silent?.map(({ id, name, problem }) => (
              <Group key={id} gap={6}>
                <StatusBadge tone="warning" label={name} />
                <Text size="sm">{t(problem)}</Text>
              </Group>
            ))}
          </RunDialog>
        </Suspense>
      )}
      {removal.dialog}
    </>
  );
}
