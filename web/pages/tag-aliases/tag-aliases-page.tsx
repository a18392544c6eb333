import { Button, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTag, IconTrash } from '@tabler/icons-react';
import type { TagAlias } from '../../../src/tag-search/tag-aliases.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagAliasesTexts } from '../../texts/tag-aliases.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterPick } from '../../ui/filter-pick.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useDelete } from '../../ui/use-delete.tsx';
import { useSources } from '../triggers/use-sources.ts';
import { NowCell } from './now-cell.tsx';
import { useValuesNow } from './use-values-now.ts';

const PATH = '/tag-aliases';
const TagAliasEditor = lazyPart(() => import('./tag-alias-editor.tsx'), 'TagAliasEditor');

/** Other names of tags: everybody's, and those that contacts gave for themselves. */
export function TagAliasesPage() {
  const { t } = useTexts(tagAliasesTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const list = useList<TagAlias>(PATH, { sort: 'alias', filters: ['shared', 'contactId'] });
  const [open, setOpen] = useUrlParam('open');
  const { sources } = useSources();
  const valueNow = useValuesNow(list.rows);
  const removal = useDelete<TagAlias>(PATH, {
    nameOf: ({ alias }) => alias,
    warning: () => <Text size="sm">{t('deleteWarning')}</Text>,
  });

  // Values change while the page is seen, so the columns are made anew with each drawing.
  const columns: Column<TagAlias>[] = [
    { id: 'alias', header: t('alias'), sort: true, cell: ({ alias }) => alias },
    {
      id: 'tag',
      header: t('tag'),
      sort: true,
      cell: ({ tag }) => <code style={{ overflowWrap: 'anywhere' }}>{tag}</code>,
    },
    {
      id: 'now',
      header: t('nowShort'),
      align: 'end',
      isWhole: true,
      cell: (row) => <NowCell value={valueNow(row)} />,
    },
    {
      id: 'contactName',
      header: t('for'),
      cell: ({ contactId, contactName }) =>
        contactId === null ? t('everybody') : (contactName ?? tc('gone')),
    },
    {
      id: 'source',
      header: t('source'),
      isDetail: true,
      cell: ({ dataSourceId }) => sources.find(({ id }) => id === dataSourceId)?.name ?? '',
    },
    {
      id: 'createdAt',
      header: t('made'),
      sort: true,
      isDetail: true,
      cell: ({ createdAt }) => <TimeText at={createdAt} />,
    },
  ];

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
        nameOf={({ alias }) => alias}
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
          <>
            <FilterSelect
              list={list}
              name="shared"
              label={t('for')}
              options={[
                { value: 'true', label: t('everybody') },
                { value: 'false', label: t('own') },
              ]}
            />
            <FilterPick
              list={list}
              name="contactId"
              path="/contacts"
              label={t('for')}
              allLabel={t('anybody')}
              sort="name"
            />
          </>
        }
        empty={
          <EmptyState
            icon={<IconTag size={40} stroke={1.5} aria-hidden />}
            title={t('emptyTitle')}
            hint={t('emptyHint')}
            action={add}
          />
        }
      />
      <OpenedItem<TagAlias> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(row) => <TagAliasEditor row={row} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
      {removal.dialog}
    </>
  );
}
