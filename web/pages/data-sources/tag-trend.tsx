import { Button, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { TagHistory } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { siteZone } from '../../lib/site-zone.ts';
import { asked } from '../../lib/use-answer.ts';
import { useSearchParams, useSetSearchParams } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagBrowserTexts } from '../../texts/tag-browser.ts';
import { TrendPictureView } from '../../ui/charts/trend-picture-view.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { historyPicture } from './history-picture.ts';
import { ReadingsTable } from './readings-table.tsx';

const RANGES = ['1h', '8h', '24h', '7d'] as const;
const USUAL = '8h';
const AGAIN_MS = 60_000;

/** How a tag went over one of a few ranges. */
export function TagTrend({ sourceId, name }: { readonly sourceId: string; readonly name: string }) {
  const { t, language } = useTexts(tagBrowserTexts);
  const { t: tc } = useTexts(commonTexts);
  const address = useSearchParams();
  const setAddress = useSetSearchParams();
  const range = RANGES.find((one) => one === address['range']) ?? USUAL;
  const history = useQuery({
    ...asked<TagHistory>(`/data-sources/${encodeURIComponent(sourceId)}/history`, {
      tag: name,
      range,
    }),
    // Another range of the same tag; never the line of another tag under this one's name.
    placeholderData: (before) => (before?.tag.name === name ? before : undefined),
    refetchInterval: AGAIN_MS,
  });
  const { data } = history;
  const picture = useMemo(() => {
    const timeZone = siteZone() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    return data && historyPicture(data, { language, timeZone }, history.dataUpdatedAt);
  }, [data, language, history.dataUpdatedAt]);
  const [isTable, setIsTable] = useState(false);
  const hasGaps = data?.readings.some(({ quality }) => quality === 'bad') ?? false;

  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={3} size="h5">
          {t('trend')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('range')}
          value={range}
          onChange={(next) => setAddress({ range: next === USUAL ? undefined : next })}
          data={RANGES.map((value) => ({ value, label: value }))}
        />
      </Group>
      <ErrorNote error={history.error} onRetry={() => void history.refetch()} />
      {history.isPending && <Skeleton height={260} />}
      {data && (
        <div style={history.isPlaceholderData ? { opacity: 0.55 } : undefined}>
          {!picture && (
            <Text c="dimmed" size="sm">
              {tc('chartEmpty')}
            </Text>
          )}
          {picture && !isTable && <TrendPictureView picture={picture} />}
          {isTable && <ReadingsTable history={data} />}
          <Button
            variant="subtle"
            size="compact-xs"
            w="fit-content"
            mt={4}
            onClick={() => setIsTable((before) => !before)}
          >
            {isTable ? tc('chartPicture') : tc('chartTable')}
          </Button>
        </div>
      )}
      {data?.held && (
        <Text size="sm" c="dimmed">
          {t('held')}
        </Text>
      )}
      {data?.truncated && (
        <Text size="sm" c="dimmed">
          {t('truncated')}
        </Text>
      )}
      {hasGaps && (
        <Text size="sm" c="dimmed">
          {t('badGaps')}
        </Text>
      )}
    </Stack>
  );
}
