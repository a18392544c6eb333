import { Alert, NativeSelect, NumberInput, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { QueryPreset } from '../../../src/data-sources/query-presets.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import type { FieldsProps } from './field-props.ts';
import { RangeField } from './range-field.tsx';
import { numberAt, textAt } from './trigger-config.ts';
import { PresetVariablesField } from './preset-variables-field.tsx';
import { VariablesField } from './variables-field.tsx';

const ROWS_USUAL = 200;
const ROWS_MAX = 1000;
const PRESETS_MAX = 200;

/** The query: its own text or a saved preset, and what a person may add. */
export function QueryFields({
  canQuery,
  isReadOnly,
  ...fields
}: FieldsProps & {
  /** Whether the chosen source answers queries; undefined while none is chosen. */
  readonly canQuery: boolean | undefined;
  readonly isReadOnly: boolean;
}) {
  const { t } = useTexts(triggersTexts);
  const { config, change, issue } = fields;
  const [isPreset, setIsPreset] = useState(textAt(config, 'presetId') !== '');
  const presets = useAnswer<{ items: readonly QueryPreset[] }>(isPreset ? '/query-presets' : null, {
    limit: PRESETS_MAX,
    sort: 'name',
  });
  const presetId = textAt(config, 'presetId');
  const items = presets.data?.items ?? [];
  const preset = items.find(({ id }) => id === presetId);
  return (
    <Stack gap="sm">
      {canQuery === false && (
        <Alert color="yellow" variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('sourceCannotQuery')}
        </Alert>
      )}
      <SegmentedControl
        aria-label={t('queryFrom')}
        value={isPreset ? 'preset' : 'own'}
        onChange={(from) => {
          setIsPreset(from === 'preset');
          change(from === 'preset' ? { query: undefined } : { presetId: undefined });
        }}
        data={[
          { value: 'own', label: t('queryOwn') },
          { value: 'preset', label: t('queryPreset') },
        ]}
      />
      {isPreset ? (
        <NativeSelect
          label={t('queryPreset')}
          description={!presets.isPending && items.length === 0 ? t('presetsNone') : undefined}
          required
          value={presetId}
          onChange={(event) => change({ presetId: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('choosePreset') },
            ...(presetId !== '' && !preset ? [{ value: presetId, label: presetId }] : []),
            ...items.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={issue('presetId') ?? issue('query')}
        />
      ) : (
        <Textarea
          label={t('query')}
          description={t('queryHint')}
          required
          autosize
          minRows={4}
          maxRows={20}
          maxLength={20_000}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={textAt(config, 'query')}
          onChange={(event) => change({ query: event.currentTarget.value || undefined })}
          error={issue('query')}
        />
      )}
      {isPreset ? (
        <PresetVariablesField {...fields} variables={preset?.variables ?? []} />
      ) : (
        <VariablesField {...fields} isReadOnly={isReadOnly} />
      )}
      <RangeField {...fields} />
      <NumberInput
        label={t('maxRows')}
        placeholder={String(ROWS_USUAL)}
        min={1}
        max={ROWS_MAX}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        value={numberAt(config, 'maxRows')}
        onChange={(rows) => change({ maxRows: typeof rows === 'number' ? rows : undefined })}
        error={issue('maxRows')}
        maw={220}
      />
    </Stack>
  );
}
