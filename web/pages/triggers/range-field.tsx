import { Stack, TextInput } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { Examples } from './examples.tsx';
import type { FieldsProps } from './field-props.ts';
import { textAt } from './trigger-config.ts';

const RANGES = {
  en: ['8h', '24h', 'today', 'yesterday', 'since 06:00', 't-7d to t', 'last month'],
  id: ['8 jam', '24 jam', 'hari ini', 'kemarin', 'sejak 06:00', 't-7d to t', 'bulan lalu'],
} as const;
const SPANS = ['1m', '15m', '1h', '1d'];

/** A range as it is written in the chat. */
export function RangeField({
  config,
  change,
  issue,
  usual,
}: FieldsProps & {
  /** What is taken when it is left empty. */
  readonly usual?: string;
}) {
  const { t, language } = useTexts(triggersTexts);
  return (
    <Stack gap={6}>
      <TextInput
        label={t('range')}
        description={t('rangeHint')}
        placeholder={usual ?? ''}
        maxLength={100}
        autoComplete="off"
        value={textAt(config, 'range')}
        onChange={(event) => change({ range: event.currentTarget.value || undefined })}
        error={issue('range')}
      />
      <Examples of={t('range')} examples={RANGES[language]} onPick={(range) => change({ range })} />
    </Stack>
  );
}

/** A length of time: of a bucket, or between samples. */
export function SpanField({
  config,
  change,
  issue,
  field,
  label,
  description,
  placeholder,
  isRequired = false,
}: FieldsProps & {
  readonly field: 'interval' | 'bucket';
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
}) {
  return (
    <Stack gap={6}>
      <TextInput
        label={label}
        description={description}
        placeholder={placeholder ?? ''}
        required={isRequired}
        maxLength={20}
        autoComplete="off"
        value={textAt(config, field)}
        onChange={(event) => change({ [field]: event.currentTarget.value || undefined })}
        error={issue(field)}
      />
      <Examples of={label} examples={SPANS} onPick={(span) => change({ [field]: span })} />
    </Stack>
  );
}
