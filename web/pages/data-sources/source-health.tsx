import { Stack, Text } from '@mantine/core';
import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { dataSourcesTexts } from '../../texts/data-sources.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { healthOf } from './health-of.ts';
import type { Health } from './health-of.ts';

const LOOKS = {
  off: { tone: 'neutral', text: 'isOff' },
  failing: { tone: 'bad', text: 'failsSince' },
  notOpen: { tone: 'bad', text: 'notOpen' },
  failedTest: { tone: 'bad', text: 'failedTest' },
  answers: { tone: 'good', text: 'answers' },
  untested: { tone: 'warning', text: 'notTested' },
} as const satisfies Record<Health, { tone: Tone; text: string }>;

/** How a source is, in words, and what is known of why. */
export function SourceHealth({ source }: { readonly source: DataSource }) {
  const { t } = useTexts(dataSourcesTexts);
  const health = healthOf(source);
  const { tone, text } = LOOKS[health];
  return (
    <Stack gap={2} align="flex-start">
      <StatusBadge tone={tone} label={t(text)} />
      <Why />
    </Stack>
  );

  function Why() {
    if (health === 'failing') {
      return (
        <Text size="xs">
          {t('failsSinceWhen')} <TimeText at={source.health?.failingSince} />
        </Text>
      );
    }
    const why =
      health === 'failedTest'
        ? source.testErrorMessage
        : health === 'notOpen'
          ? (source.testErrorMessage ?? t('notOpenHint'))
          : health === 'untested'
            ? t('notTestedHint')
            : null;
    return why === null ? null : (
      <Text size="xs" lineClamp={3}>
        {why}
      </Text>
    );
  }
}
