import { Button, Text } from '@mantine/core';
import { IconCopy, IconPencil, IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react';
import { Suspense, useMemo, useState } from 'react';
import type { Trigger } from '../../../src/triggers/triggers.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useSearchParams, useSetSearchParams } from '../../lib/use-url-param.ts';
import { answersTexts } from '../../texts/answers.ts';
import { commonTexts } from '../../texts/common.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import type { Column, RowAction } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RowSwitch } from '../../ui/row-switch.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useDelete } from '../../ui/use-delete.tsx';
import { LastAsked } from './last-asked.tsx';
import { TRIGGER_TYPES, isTriggerType } from './trigger-config.ts';
import type { Prefill } from './trigger-values.ts';
import { toValues } from './trigger-values.ts';
import { TYPE_NAMES } from './type-names.ts';
import { useSources } from './use-sources.ts';
import classes from './triggers-page.module.css';
import { WhatItReads } from './what-it-reads.tsx';

const PATH = '/triggers';
const TriggerEditor = lazyPart(() => import('./trigger-editor.tsx'), 'TriggerEditor');
const RunDialog = lazyPart(() => import('../../ui/answers/run-dialog.tsx'), 'RunDialog');

/** What of the address opens an editor. */
const CLOSED = { edit: undefined, new: undefined, copy: undefined, source: undefined };

export function TriggersPage() {
  const { t } = useTexts(triggersTexts);
  const { t: ta } = useTexts(answersTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const list = useList<Trigger>(PATH, {
    sort: 'name',
    filters: ['type', 'dataSourceId', 'active'],
  });
  const { sources, isPending: areSourcesPending } = useSources();
  const address = useSearchParams();
  const setAddress = useSetSearchParams();
  const [run, setRun] = useState<Trigger | null>(null);
  const removal = useDelete<Trigger>(PATH, {
    nameOf: ({ name }) => name,
    warning: () => <Text size="sm">{t('deleteWarning')}</Text>,
  });
  const close = () => setAddress(CLOSED);

  const columns = useMemo((): Column<Trigger>[] => {
    const nameOfSource = new Map(sources.map(({ id, name }) => [id, name]));
    return [
      {
        id: 'name',
        header: ta('name'),
        sort: true,
        cell: ({ name }) => <span className={classes['name']}>{name}</span>,
      },
      {
        id: 'type',
        header: t('type'),
        sort: true,
        isWhole: true,
        cell: ({ type }) => (isTriggerType(type) ? t(TYPE_NAMES[type]) : type),
      },
      {
        id: 'source',
        header: t('source'),
        cell: ({ type, dataSourceId }) => {
          if (dataSourceId === null) {
            return type === 'text' ? (
              <Text span inherit c="dimmed">
                {t('sourceNotNeeded')}
              </Text>
            ) : (
              <StatusBadge tone="warning" label={t('sourceMissing')} />
            );
          }
          return nameOfSource.get(dataSourceId) ?? (areSourcesPending ? '' : t('sourceGone'));
        },
      },
      {
        id: 'reads',
        header: t('reads'),
        cell: (trigger) => <WhatItReads trigger={trigger} />,
      },
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
            alsoRefresh={['/trigger-groups']}
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
        cell: (trigger) => <LastAsked trigger={trigger} />,
      },
    ];
  }, [t, ta, tc, sources, areSourcesPending]);

  function actionsOf(row: Trigger): RowAction[] {
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
        onClick: () => setAddress({ ...CLOSED, edit: row.id }, 'push'),
      },
      {
        label: t('copy'),
        icon: <IconCopy size={16} aria-hidden />,
        onClick: () => setAddress({ ...CLOSED, copy: row.id }, 'push'),
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
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setAddress({ ...CLOSED, edit: 'new' }, 'push')}
    >
      {t('add')}
    </Button>
  );
  const prefill: Prefill = {
    ...(address['new'] ? { config: { tags: [address['new']] } } : {}),
    ...(address['source'] ? { dataSourceId: address['source'] } : {}),
  };
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} actions={add} />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ name }) => name}
        onOpen={({ id }) => setAddress({ ...CLOSED, edit: id }, 'push')}
        actions={actionsOf}
        filters={
          <>
            <FilterSelect
              list={list}
              name="type"
              label={t('type')}
              options={TRIGGER_TYPES.map((type) => ({ value: type, label: t(TYPE_NAMES[type]) }))}
            />
            <FilterSelect
              list={list}
              name="dataSourceId"
              label={t('source')}
              options={sources.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <FilterSelect
              list={list}
              name="active"
              label={t('state')}
              options={[
                { value: 'true', label: tc('inUse') },
                { value: 'false', label: tc('notInUse') },
              ]}
            />
          </>
        }
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} action={add} />}
      />
      <OpenedItem<Trigger>
        path={PATH}
        open={address['new'] ? 'new' : address['edit']}
        onClose={close}
      >
        {(row) => <TriggerEditor row={row} prefill={prefill} onClose={close} />}
      </OpenedItem>
      <OpenedItem<Trigger> path={PATH} open={address['copy']} onClose={close}>
        {(original) =>
          original && (
            <TriggerEditor
              row={undefined}
              prefill={{
                ...toValues(original),
                name: t('copyName', { name: original.name }),
              }}
              onClose={close}
            />
          )
        }
      </OpenedItem>
      {run && (
        <Suspense>
          <RunDialog
            path={`${PATH}/${encodeURIComponent(run.id)}/run`}
            name={run.name}
            hasArgs={run.type !== 'text'}
            onClose={() => setRun(null)}
          />
        </Suspense>
      )}
      {removal.dialog}
    </>
  );
}
