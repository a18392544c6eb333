import { Button, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { AiTrigger } from '../../../src/ai/ai-triggers.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { aiTriggersTexts } from '../../texts/ai-triggers.ts';
import { commonTexts } from '../../texts/common.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RowSwitch } from '../../ui/row-switch.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useDelete } from '../../ui/use-delete.tsx';

const PATH = '/ai-triggers';
const AiTriggerEditor = lazyPart(() => import('./ai-trigger-editor.tsx'), 'AiTriggerEditor');

export function AiTriggersPage() {
  const { t } = useTexts(aiTriggersTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const list = useList<AiTrigger>(PATH, { sort: 'name', filters: ['enabled'] });
  // What is open stands in the address: it can be sent to somebody, and "back" closes it.
  const [open, setOpen] = useUrlParam('open');
  const removal = useDelete<AiTrigger>(PATH, {
    nameOf: ({ name }) => name,
    warning: ({ prefix }) => <Text size="sm">{t('deleteWarning', { prefix })}</Text>,
  });

  const columns = useMemo(
    (): Column<AiTrigger>[] => [
      { id: 'name', header: t('name'), sort: true, cell: ({ name }) => name },
      {
        id: 'prefix',
        header: t('prefix'),
        sort: true,
        cell: ({ prefix }) => <code>{prefix}</code>,
      },
      {
        id: 'enabled',
        header: t('enabled'),
        cell: ({ id, name, enabled, updatedAt }) => (
          <RowSwitch
            path={PATH}
            id={id}
            name={name}
            field="enabled"
            isOn={enabled}
            updatedAt={updatedAt}
          />
        ),
      },
      {
        id: 'usageCount',
        header: t('usage'),
        sort: true,
        align: 'end',
        cell: ({ usageCount }) => usageCount,
      },
      {
        id: 'lastUsed',
        header: t('lastUsed'),
        sort: true,
        cell: ({ lastUsed }) => <TimeText at={lastUsed} />,
      },
      {
        id: 'description',
        header: t('description'),
        isDetail: true,
        cell: ({ description }) => description ?? '',
      },
    ],
    [t],
  );

  const add = mayChange && (
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
                  onClick: () => removal.ask(row),
                },
              ]
            : undefined
        }
        filters={
          <FilterSelect
            list={list}
            name="enabled"
            label={t('state')}
            options={[
              { value: 'true', label: tc('inUse') },
              { value: 'false', label: tc('notInUse') },
            ]}
          />
        }
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} action={add} />}
      />
      <OpenedItem<AiTrigger> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(row) => <AiTriggerEditor row={row} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
      {removal.dialog}
    </>
  );
}
