import { Anchor, Button, Text } from '@mantine/core';
import { IconBrain, IconPencil, IconPlugConnected, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import type { AiModel, AiModelUsage } from '../../../src/ai/ai-models.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { asked } from '../../lib/use-answer.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { modelsTexts } from '../../texts/models.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RowSwitch } from '../../ui/row-switch.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useDelete } from '../../ui/use-delete.tsx';
import { UsageToday } from './usage-today.tsx';
import { useModelNumbers } from './use-model-numbers.ts';

const PATH = '/ai-models';
/** Questions go on while the page is looked at. */
const AGAIN_MS = 15_000;
const ModelEditor = lazyPart(() => import('./model-editor.tsx'), 'ModelEditor');
const ModelTestDialog = lazyPart(() => import('./model-test-dialog.tsx'), 'ModelTestDialog');

/** The connections to language models. */
export function ModelsPage() {
  const { t } = useTexts(modelsTexts);
  const { t: tc } = useTexts(commonTexts);
  const list = useList<AiModel>(PATH, { sort: 'name' });
  const usage = useQuery({
    ...asked<AiModelUsage>(`${PATH}/usage`),
    refetchInterval: AGAIN_MS,
  });
  const { count, usd } = useModelNumbers();
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
      {
        id: 'questions',
        header: t('questionsToday'),
        align: 'end',
        isWhole: true,
        cell: ({ id }) => shown(usedBy(id)?.questions, count),
      },
      {
        id: 'tokens',
        header: t('tokensToday'),
        align: 'end',
        isWhole: true,
        cell: ({ id }) => shown(usedBy(id)?.tokens, count),
      },
      {
        id: 'cost',
        header: t('costToday'),
        align: 'end',
        isWhole: true,
        cell: ({ id }) => {
          const used = usedBy(id);
          return used?.usd === null ? t('costUnknown') : shown(used?.usd, usd);
        },
      },
    ],
    // The numbers are drawn by the language, which `t` is of.
    [t, tc, usage.data],
  );

  function usedBy(id: string): AiModelUsage['items'][number] | undefined {
    return usage.data?.items.find((one) => one.id === id);
  }

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
      <ErrorNote error={usage.error} onRetry={() => void usage.refetch()} />
      {usage.data && (list.rows.length > 0 || usage.data.questions > 0) && (
        <UsageToday usage={usage.data} />
      )}
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

/** A number once it is known. */
function shown(number: number | undefined, write: (number: number) => string): string {
  return number === undefined ? '…' : write(number);
}
