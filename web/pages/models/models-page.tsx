import { Anchor, Button, Text } from '@mantine/core';
import { IconBrain, IconPencil, IconPlugConnected, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import type { AiModel } from '../../../src/ai/ai-models.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { modelsTexts } from '../../texts/models.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RowSwitch } from '../../ui/row-switch.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useDelete } from '../../ui/use-delete.tsx';

const PATH = '/ai-models';
const ModelEditor = lazyPart(() => import('./model-editor.tsx'), 'ModelEditor');
const ModelTestDialog = lazyPart(() => import('./model-test-dialog.tsx'), 'ModelTestDialog');

/** The connections to language models. */
export function ModelsPage() {
  const { t } = useTexts(modelsTexts);
  const { t: tc } = useTexts(commonTexts);
  const list = useList<AiModel>(PATH, { sort: 'name' });
  const [open, setOpen] = useUrlParam('open');
  const [tested, setTested] = useState<AiModel | undefined>(undefined);
  const removal = useDelete<AiModel>(PATH, {
    nameOf: ({ name }) => name,
    warning: () => <Text size="sm">{t('deleteWarning')}</Text>,
  });

  const columns = useMemo(
    (): Column<AiModel>[] => [
      { id: 'name', header: t('name'), sort: true, cell: ({ name }) => name },
      { id: 'kind', header: t('kind'), cell: ({ kind }) => kind },
      {
        id: 'active',
        header: tc('inUse'),
        cell: ({ id, name, active, updatedAt }) => (
          <RowSwitch
            path={PATH}
            id={id}
            name={name}
            field="active"
            isOn={active}
            updatedAt={updatedAt}
          />
        ),
      },
      {
        id: 'isUsed',
        header: t('used'),
        cell: ({ isUsed }) => (
          <StatusBadge
            tone={isUsed ? 'good' : 'neutral'}
            label={t(isUsed ? 'usedYes' : 'usedNo')}
          />
        ),
      },
    ],
    [t, tc],
  );

  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} actions={add} />
      <Anchor
        size="sm"
        mb="sm"
        display="block"
        w="fit-content"
        renderRoot={(root) => <Link to="/settings" search={{ q: 'ai.' }} {...root} />}
      >
        {t('limits')}
      </Anchor>
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ name }) => name}
        onOpen={({ id }) => setOpen(id)}
        actions={(row) => [
          {
            label: tc('edit'),
            icon: <IconPencil size={16} aria-hidden />,
            onClick: () => setOpen(row.id),
          },
          {
            label: t('test'),
            icon: <IconPlugConnected size={16} aria-hidden />,
            onClick: () => setTested(row),
          },
          {
            label: tc('delete'),
            icon: <IconTrash size={16} aria-hidden />,
            isDangerous: true,
            onClick: () => removal.ask(row),
          },
        ]}
        empty={
          <EmptyState
            icon={<IconBrain size={40} stroke={1.5} aria-hidden />}
            title={t('emptyTitle')}
            hint={t('emptyHint')}
            action={add}
          />
        }
      />
      <OpenedItem<AiModel> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(row) => <ModelEditor row={row} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
      {tested && (
        <Suspense>
          <ModelTestDialog model={tested} onClose={() => setTested(undefined)} />
        </Suspense>
      )}
      {removal.dialog}
    </>
  );
}
