import { Checkbox, Input, NativeSelect, SimpleGrid, Stack } from '@mantine/core';
import { useId } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import type { FieldsProps } from './field-props.ts';
import { STATISTICS } from './placeholders.ts';
import { RangeField, SpanField } from './range-field.tsx';
import { listAt } from './trigger-config.ts';

const USUAL = ['average', 'minimum', 'maximum'];

/** The statistics that are asked when none are named. */
export function statisticsOf(config: FieldsProps['config']): readonly string[] {
  return config['statistics'] === undefined ? USUAL : listAt(config, 'statistics');
}

export function SummaryFields(fields: FieldsProps) {
  const { t } = useTexts(triggersTexts);
  const { config, change, issue } = fields;
  const labelId = useId();
  const chosen = statisticsOf(config);
  return (
    <Stack gap="sm">
      <div role="group" aria-labelledby={labelId}>
        <Input.Label id={labelId} labelElement="div" mb={4}>
          {t('statistics')}
        </Input.Label>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing={6}>
          {STATISTICS.map((statistic) => (
            <Checkbox
              key={statistic}
              label={t(`statistic_${statistic}`)}
              description={t(`statistic_${statistic}_says`)}
              checked={chosen.includes(statistic)}
              onChange={({ currentTarget: { checked } }) =>
                change({
                  // In the order of the page, whichever was ticked first.
                  statistics: STATISTICS.filter((one) =>
                    one === statistic ? checked : chosen.includes(one),
                  ),
                })
              }
            />
          ))}
        </SimpleGrid>
        {issue('statistics') && <Input.Error mt={4}>{issue('statistics')}</Input.Error>}
      </div>
      <RangeField {...fields} usual="24h" />
      <SpanField
        {...fields}
        field="bucket"
        label={t('bucket')}
        description={t('bucketHint')}
        placeholder={t('bucketNone')}
      />
      <NativeSelect
        label={t('weighting')}
        description={t('weightingHint')}
        value={config['weighting'] === 'event' ? 'event' : 'time'}
        onChange={(event) => change({ weighting: event.currentTarget.value })}
        data={[
          { value: 'time', label: t('weightingTime') },
          { value: 'event', label: t('weightingEvent') },
        ]}
        error={issue('weighting')}
      />
    </Stack>
  );
}
