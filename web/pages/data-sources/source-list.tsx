import { Anchor, Button, Text } from '@mantine/core';
import {
  IconListSearch,
  IconPencil,
  IconPlugConnected,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useState } from 'react';
import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { refresh } from '../../lib/query-client.ts';
import { useList } from '../../lib/use-list.ts';
import { useSetSearchParams, useUrlParam } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { dataSourcesTexts } from '../../texts/data-sources.ts';
import type { Column, RowAction } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RowSwitch } from '../../ui/row-switch.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useDelete } from '../../ui/use-delete.tsx';
import { SourceHealth } from './source-health.tsx';
import { TagsIndexed } from './tags-indexed.tsx';
import { usePlugins } from './use-plugins.ts';

const PATH = '/data-sources';
/** While a source loads its tags, their number is asked for again. */
const COUNT_AGAIN_MS = 3_000;
const SourceEditor = lazyPart(() => import('./source-editor.tsx'), 'SourceEditor');
const TestDialog = lazyPart(() => import('./test-dialog.tsx'), 'TestDialog');

/** All data sources with how they are. */
export function SourceList() {
  const { t, language } = useTexts(dataSourcesTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const list = useList<DataSource>(PATH, { sort: 'name', filters: ['plugin', 'active'] });
  const plugins = usePlugins();
  const [open, setOpen] = useUrlParam('open');
  const setAddress = useSetSearchParams();
  const [tested, setTested] = useState<DataSource | null>(null);
  const removal = useDelete<DataSource>(PATH, {
    nameOf: ({ name }) => name,
    warning: ({ triggerCount }) => (
      <Text size="sm">
        {triggerCount === 0 ? t('deleteNoTriggers') : t('deleteWarning', { count: triggerCount })}
      </Text>
    ),
  });

  const isCounting = list.rows.some(({ tagIndex }) => tagIndex?.complete === false);
  useEffect(() => {
    if (!isCounting) return undefined;
    const timer = window.setInterval(() => void refresh(PATH), COUNT_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [isCounting]);

  const kinds = plugins.data?.items;
  const columns = useMemo((): Column<DataSource>[] => {
    const titleOf = new Map(kinds?.map(({ kind, title }) => [kind, title]));
    const kindColumn: Column<DataSource> = {
      id: 'plugin',
      header: t('plugin'),
      sort: true,
      isDetail: true,
      cell: ({ plugin }) => titleOf.get(plugin) ?? plugin,
    };
    return [
      { id: 'name', header: t('name'), sort: true, cell: ({ name }) => name },
      {
        id: 'health',
        header: t('health'),
        cell: (source) => <SourceHealth source={source} />,
      },
      {
        id: 'tags',
        header: t('tags'),
        cell: (source) => <TagsIndexed source={source} />,
      },
      {
        id: 'triggerCount',
        header: t('triggers'),
        align: 'end',
        cell: ({ id, name, triggerCount }) =>
          triggerCount === 0 ? (
            triggerCount
          ) : (
            <Anchor
              inherit
              aria-label={t('triggersOf', { count: triggerCount, name })}
              renderRoot={(root) => <Link to="/triggers" search={{ dataSourceId: id }} {...root} />}
            >
              {formatNumber(triggerCount, language)}
            </Anchor>
          ),
      },
      {
        id: 'active',
        header: t('active'),
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
        id: 'lastTestedAt',
        header: t('lastTested'),
        sort: true,
        isDetail: true,
        cell: ({ lastTestedAt }) => <TimeText at={lastTestedAt} />,
      },
      // Where all are of one kind, it tells nothing.
      ...(titleOf.size === 1 ? [] : [kindColumn]),
    ];
  }, [t, language, kinds]);

  function actionsOf(row: DataSource): RowAction[] {
    const browsing: RowAction = {
      label: t('browse'),
      icon: <IconListSearch size={16} aria-hidden />,
      onClick: () => browse(row.id),
    };
    if (!mayChange) return row.active ? [browsing] : [];
    return [
      ...(row.active ? [browsing] : []),
      {
        label: t('test'),
        icon: <IconPlugConnected size={16} aria-hidden />,
        onClick: () => setTested(row),
      },
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

  function browse(id: string): void {
    setAddress({ browse: id, open: undefined }, 'push');
  }

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
        actions={actionsOf}
        filters={
          <>
            {kinds && kinds.length > 1 && (
              <FilterSelect
                list={list}
                name="plugin"
                label={t('plugin')}
                options={kinds.map(({ kind, title }) => ({ value: kind, label: title }))}
              />
            )}
            <FilterSelect
              list={list}
              name="active"
              label={t('active')}
              options={[
                { value: 'true', label: tc('inUse') },
                { value: 'false', label: tc('notInUse') },
              ]}
            />
          </>
        }
        empty={
          <EmptyState
            title={t('emptyTitle')}
            hint={t(mayChange ? 'emptyHint' : 'emptyHintViewer')}
            action={add}
          />
        }
      />
      <OpenedItem<DataSource> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(row) => (
          <SourceEditor
            row={row}
            onClose={() => setOpen(undefined)}
            onSaved={(saved) => {
              setOpen(undefined);
              setTested(saved);
            }}
          />
        )}
      </OpenedItem>
      {tested && (
        <Suspense>
          <TestDialog
            key={tested.id}
            source={tested}
            onClose={() => setTested(null)}
            onEdit={() => {
              setTested(null);
              setOpen(tested.id);
            }}
            onBrowse={tested.active ? () => browse(tested.id) : undefined}
          />
        </Suspense>
      )}
      {removal.dialog}
    </>
  );
}
