import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconInfoCircle, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { Suspense, useMemo, useState } from 'react';
import type { Plugins } from '../../../src/data-sources/data-sources.schema.ts';
import type { QueryPreset } from '../../../src/data-sources/query-presets.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { queryPresetsTexts } from '../../texts/query-presets.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { nameOf } from '../../ui/query-variables/definition.ts';
import { useDelete } from '../../ui/use-delete.tsx';

const PATH = '/query-presets';
const QueryPresetEditor = lazyPart(() => import('./query-preset-editor.tsx'), 'QueryPresetEditor');
const PresetInUse = lazyPart(() => import('./preset-in-use.tsx'), 'PresetInUse');

export function QueryPresetsPage() {
  const { t } = useTexts(queryPresetsTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const list = useList<QueryPreset>(PATH, { sort: 'name' });
  const plugins = useAnswer<Plugins>('/plugins');
  const [open, setOpen] = useUrlParam('open');
  const [inUse, setInUse] = useState<QueryPreset | null>(null);
  const removal = useDelete<QueryPreset>(PATH, {
    nameOf: ({ name }) => name,
    warning: () => <Text size="sm">{t('deleteFree')}</Text>,
  });
  const canQuery = plugins.data?.items.some(({ capabilities }) => capabilities.includes('query'));

  const columns = useMemo(
    (): Column<QueryPreset>[] => [
      {
        id: 'name',
        header: t('name'),
        sort: true,
        cell: ({ name }) => name,
      },
      {
        id: 'variables',
        header: t('variables'),
        cell: ({ variables }) =>
          variables.length === 0 ? (
            <Text span inherit c="dimmed">
              {t('variablesNone')}
            </Text>
          ) : (
            <Group gap={4}>
              {variables.map(nameOf).map((name) => (
                <Code key={name}>{name}</Code>
              ))}
            </Group>
          ),
      },
      {
        id: 'isDefault',
        header: t('isDefault'),
        cell: ({ isDefault }) =>
          isDefault ? <StatusBadge tone="news" label={t('isDefault')} /> : tc('no'),
      },
      {
        id: 'triggerCount',
        header: t('triggers'),
        align: 'end',
        cell: ({ triggerCount }) => triggerCount,
      },
      {
        id: 'usageCount',
        header: t('usage'),
        sort: true,
        align: 'end',
        cell: ({ usageCount }) => usageCount,
      },
      {
        id: 'updatedAt',
        header: t('changed'),
        sort: true,
        isDetail: true,
        cell: ({ updatedAt }) => <TimeText at={updatedAt} />,
      },
    ],
    [t, tc],
  );

  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} actions={add} />
      {canQuery === false && (
        <Alert color="petrol" variant="light" icon={<IconInfoCircle aria-hidden />} mb="md">
          {t('noKind')}
        </Alert>
      )}
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ name }) => name}
        onOpen={({ id }) => setOpen(id)}
        actions={
          mayChange
            ? (row) => [
                {
                  label: tc('edit'),
                  icon: <IconPencil size={16} aria-hidden />,
                  onClick: () => setOpen(row.id),
                },
                {
                  label: tc('delete'),
                  icon: <IconTrash size={16} aria-hidden />,
                  isDangerous: true,
                  onClick: () => (row.triggerCount > 0 ? setInUse(row) : removal.ask(row)),
                },
              ]
            : undefined
        }
        empty={
          <EmptyState
            title={t('emptyTitle')}
            hint={t(mayChange ? 'emptyHint' : 'emptyHintViewer')}
            action={add}
          />
        }
      />
      <OpenedItem<QueryPreset> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(row) => <QueryPresetEditor row={row} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
      {inUse && (
        <Suspense>
          <PresetInUse preset={inUse} onClose={() => setInUse(null)} />
        </Suspense>
      )}
      {removal.dialog}
    </>
  );
}
