import { NumberInput, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import type { FieldsProps } from './field-props.ts';
import { RangeField, SpanField } from './range-field.tsx';
import { numberAt, textAt } from './trigger-config.ts';

const LAST_USUAL = 10;
const LAST_MAX = 1000;

/** Which past values: the newest so many, or those of a range; as archived, or one every so often. */
export function HistoryFields(fields: FieldsProps) {
  const { t } = useTexts(triggersTexts);
  const { config, change, issue } = fields;
  const [isRange, setIsRange] = useState(textAt(config, 'range') !== '');
  const isSampled = config['mode'] === 'sampled';
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t('historyWhich')}
        value={isRange ? 'range' : 'last'}
        onChange={(which) => {
          setIsRange(which === 'range');
          change(
            which === 'range'
              ? { last: undefined, range: textAt(config, 'range') || '8h' }
              : { range: undefined },
          );
        }}
        data={[
          { value: 'last', label: t('historyLast') },
          { value: 'range', label: t('historyRange') },
        ]}
      />
      {isRange ? (
        <RangeField {...fields} usual="8h" />
      ) : (
        <NumberInput
          label={t('last')}
          placeholder={String(LAST_USUAL)}
          min={1}
          max={LAST_MAX}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          value={numberAt(config, 'last')}
          onChange={(last) => change({ last: typeof last === 'number' ? last : undefined })}
          error={issue('last')}
          maw={220}
        />
      )}
      <SegmentedControl
        aria-label={t('mode')}
        value={isSampled ? 'sampled' : 'recorded'}
        onChange={(mode) =>
          change(
            mode === 'sampled'
              ? { mode, interval: textAt(config, 'interval') || '1h' }
              : { mode, interval: undefined },
          )
        }
        data={[
          { value: 'recorded', label: t('modeRecorded') },
          { value: 'sampled', label: t('modeSampled') },
        ]}
      />
      {isSampled && (
        <SpanField
          {...fields}
          field="interval"
          label={t('interval')}
          description={t('intervalHint')}
          isRequired
        />
      )}
    </Stack>
  );
}
