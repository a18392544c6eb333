import { Alert, Anchor, Group, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react';
import { Suspense } from 'react';
import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useItem } from '../../lib/use-answer.ts';
import { useSetSearchParams, useUrlParam } from '../../lib/use-url-param.ts';
import { tagBrowserTexts } from '../../texts/tag-browser.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SourceHealth } from './source-health.tsx';
import { TagBrowser } from './tag-browser.tsx';
import { usePlugins } from './use-plugins.ts';

const SourceTables = lazyPart(() => import('./source-tables.tsx'), 'SourceTables');

/** What of the address belongs to the look into a source. */
const LEFT = {
  browse: undefined,
  find: undefined,
  tag: undefined,
  range: undefined,
  view: undefined,
};

/** A look into one data source: its tags with their values, and its tables where it has some. */
export function BrowseSource({ id }: { readonly id: string }) {
  const { t } = useTexts(tagBrowserTexts);
  const setAddress = useSetSearchParams();
  const [view, setView] = useUrlParam('view');
  const source = useItem<DataSource>('/data-sources', id);
  const plugins = usePlugins();
  const plugin = plugins.data?.items.find(({ kind }) => kind === source.data?.plugin);
  const hasTables = plugin?.capabilities.includes('browse') ?? false;
  const hasTags = plugin?.capabilities.includes('search') ?? true;
  const isTables = hasTables && (view === 'tables' || !hasTags);

  return (
    <>
      <Anchor
        component="button"
        type="button"
        size="sm"
        mb="xs"
        onClick={() => setAddress(LEFT, 'push')}
      >
        <Group gap={4} component="span">
          <IconArrowLeft size={16} aria-hidden />
          {t('back')}
        </Group>
      </Anchor>
      <PageHeader
        title={t(isTables ? 'titleTables' : 'title', { name: source.data?.name ?? '…' })}
        hint={t(isTables ? 'tablesHint' : 'hint')}
        actions={source.data && <SourceHealth source={source.data} />}
      />
      <ErrorNote error={source.error} onRetry={() => void source.refetch()} />
      {(source.isPending || plugins.isPending) && !source.error && <Skeleton height={220} />}
      {source.data && plugins.data && !source.data.active && (
        <Alert color="yellow" variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('off')}
        </Alert>
      )}
      {source.data?.active && plugins.data && (
        <Stack gap="sm">
          {hasTables && hasTags && (
            <SegmentedControl
              aria-label={t('whichView')}
              value={isTables ? 'tables' : 'tags'}
              onChange={(next) => setView(next === 'tables' ? next : undefined)}
              data={[
                { value: 'tags', label: t('viewTags') },
                { value: 'tables', label: t('viewTables') },
              ]}
              w="fit-content"
            />
          )}
          {isTables ? (
            <Suspense fallback={<Skeleton height={220} />}>
              <SourceTables sourceId={id} />
            </Suspense>
          ) : (
            <TagBrowser sourceId={id} hasIndex={source.data.tagIndex !== null} />
          )}
        </Stack>
      )}
    </>
  );
}
