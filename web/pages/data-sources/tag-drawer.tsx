import { Button, Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TagInfo, TagValues } from '../../../src/data-sources/data-sources.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { asked } from '../../lib/use-answer.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagBrowserTexts } from '../../texts/tag-browser.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { TagNow } from './tag-now.tsx';
import { TagTrend } from './tag-trend.tsx';

const AGAIN_MS = 10_000;

/** One tag: what it is, what it shows now, how it went, and the way to a trigger that asks it. */
export function TagDrawer({
  sourceId,
  name,
  onClose,
}: {
  readonly sourceId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(tagBrowserTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const params = new URLSearchParams({ tags: name });
  const now = useQuery({
    ...asked<TagValues>(
      `/data-sources/${encodeURIComponent(sourceId)}/values?${params.toString()}`,
    ),
    refetchInterval: AGAIN_MS,
  });
  const value = now.data?.items[0];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isPhone ? '100%' : 'xl'}
      title={name}
      styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        {now.isPending && <Skeleton height={90} />}
        <ErrorNote error={now.error} onRetry={() => void now.refetch()} />
        {value && <TagNow value={value} readAtMs={now.dataUpdatedAt} />}
        {value?.ok !== false && !now.error && <TagTrend sourceId={sourceId} name={name} />}
        {value?.tag && <TagFacts tag={value.tag} />}
        {value?.ok !== false && (
          <Text size="sm" c="dimmed">
            {t('askHint', { tag: name })}
          </Text>
        )}
        {mayChange && value?.ok !== false && (
          <Button
            w="fit-content"
            leftSection={<IconBolt size={16} aria-hidden />}
            renderRoot={(root) => (
              <Link to="/triggers" search={{ new: name, source: sourceId }} {...root} />
            )}
          >
            {t('makeTrigger')}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}

function TagFacts({ tag }: { readonly tag: TagInfo }) {
  const { t } = useTexts(tagBrowserTexts);
  const { description, unit, valueType, step, future } = tag;
  const notes = [step && t('holds'), future && t('future')].filter((note) => note !== false);
  return (
    <FactList
      facts={[
        { label: t('descriptor'), value: description || t('noDescriptor') },
        { label: t('unit'), value: unit ?? '–' },
        {
          label: t('type'),
          value: [t(`type_${valueType}`), ...notes].join('. '),
        },
      ]}
    />
  );
}
