import { Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { TagValues } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { asked } from '../../lib/use-answer.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { tagAliasesTexts } from '../../texts/tag-aliases.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TagNow } from '../data-sources/tag-now.tsx';

const PAUSE_MS = 300;
const AGAIN_MS = 10_000;

/** What a name finds: the tag, what it is and what it shows, read again while it is looked at. */
export function FoundNow({
  sourceId,
  tag: typed,
}: {
  readonly sourceId: string | null;
  readonly tag: string;
}) {
  const { t } = useTexts(tagAliasesTexts);
  const titleId = useId();
  const tag = usePaused(typed.trim(), PAUSE_MS);
  const isWorthAsking = sourceId !== null && tag !== '';
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    ...asked<TagValues>(
      `/data-sources/${encodeURIComponent(sourceId ?? '')}/values?${new URLSearchParams({ tags: tag }).toString()}`,
    ),
    enabled: isWorthAsking,
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  const [value] = data?.items ?? [];
  return (
    <Paper withBorder p="sm" role="group" aria-labelledby={titleId}>
      <Stack gap={4} aria-live="polite">
        <Text size="sm" fw={600} id={titleId}>
          {t('now')}
        </Text>
        {!isWorthAsking && (
          <Text size="sm" c="dimmed">
            {t('nowNeeds')}
          </Text>
        )}
        {isWorthAsking && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {isWorthAsking && !error && !value && (
          <Text size="sm" c="dimmed">
            {t('nowReading')}
          </Text>
        )}
        {isWorthAsking && !error && value && (
          <>
            {value.tag && (
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {[value.tag.name, value.tag.description].filter(Boolean).join(' – ')}
              </Text>
            )}
            <TagNow value={value} readAtMs={dataUpdatedAt} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
