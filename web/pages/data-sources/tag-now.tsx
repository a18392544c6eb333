import { Group, Text } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagBrowserTexts } from '../../texts/tag-browser.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { formatInstant, formatRelative } from '../../ui/format-time.ts';
import { formatReading } from './format-reading.ts';
import { QUALITY_WORDS } from './quality-words.ts';
import type { TagValue } from './use-visible-values.ts';

const TONES = {
  good: 'good',
  questionable: 'warning',
  substituted: 'warning',
  bad: 'bad',
} as const;

/** The present value in large, its instant with the zone, and its quality in words. */
export function TagNow({
  value,
  readAtMs,
}: {
  readonly value: TagValue;
  /** When it was read: its age is told as of then. */
  readonly readAtMs: number;
}) {
  const { t, language } = useTexts(tagBrowserTexts);
  const { t: tc } = useTexts(commonTexts);
  const { reading, tag, error } = value;
  if (!reading || !tag) {
    return (
      <div role="status">
        <StatusBadge tone="bad" label={t('noValue')} />
        <Text size="sm" mt="xs">
          {error?.message}
        </Text>
      </div>
    );
  }
  const text = formatReading(reading, tag, language);
  return (
    <div>
      <Group gap="sm" align="center">
        <Text fz={28} fw={700} lh={1.2} style={{ overflowWrap: 'anywhere' }}>
          {text ?? t('noValue')}
        </Text>
        <StatusBadge
          tone={TONES[reading.quality]}
          label={
            reading.quality === 'bad' && reading.state
              ? `${tc(QUALITY_WORDS.bad)}: ${reading.state.name}`
              : tc(QUALITY_WORDS[reading.quality])
          }
        />
      </Group>
      <Text size="sm" c="dimmed">
        <time dateTime={reading.timestamp}>
          {formatInstant(reading.timestamp, language, 'full')}
        </time>
        {' · '}
        {formatRelative(reading.timestamp, readAtMs, language)}
      </Text>
    </div>
  );
}
