import { Group, Text } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagAliasesTexts } from '../../texts/tag-aliases.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { formatReading } from '../data-sources/format-reading.ts';
import { QUALITY_WORDS } from '../data-sources/quality-words.ts';
import type { ValueNow } from './use-values-now.ts';

/** What a name finds now, in one line; what is wrong with it in words. */
export function NowCell({ value }: { readonly value: ValueNow }) {
  const { t, language } = useTexts(tagAliasesTexts);
  const { t: tc } = useTexts(commonTexts);
  if (value === 'reading') {
    return (
      <Text span inherit c="dimmed">
        …
      </Text>
    );
  }
  if (value === 'failed' || !value.reading || !value.tag) {
    return <StatusBadge tone="bad" label={t('noValue')} />;
  }
  const { reading, tag } = value;
  const text = formatReading(reading, tag, language);
  return (
    <Group gap={6} wrap="nowrap" display="inline-flex">
      {text !== undefined && (
        <Text span inherit>
          {text}
        </Text>
      )}
      {reading.quality !== 'good' && (
        <StatusBadge
          tone={reading.quality === 'bad' ? 'bad' : 'warning'}
          label={tc(QUALITY_WORDS[reading.quality])}
        />
      )}
    </Group>
  );
}
