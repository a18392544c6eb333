import { Input, NumberInput, Switch, TextInput, Textarea } from '@mantine/core';
import { useId } from 'react';
import type { Setting } from '../../../src/settings/settings.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { settingsTexts } from '../../texts/settings.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { controlFor } from '../../ui/schema-form/json-schema.ts';
import type { JsonSchema } from '../../ui/schema-form/json-schema.ts';
import { choiceHint, choiceName, settingMeaning, settingName } from './setting-words.ts';
import { ShiftsField } from './shifts-field.tsx';
import { SHIFTS } from './shifts.ts';

/** From here on a text is edited in several lines. */
const LONG_TEXT = 120;
/** What JSON Schema says of a whole number that has no limit of its own. */
const NO_LIMIT = 1e15;

/** The control that fits a setting's schema. `''` stands for a number that was taken out. */
export function SettingControl({
  setting,
  value,
  onChange,
  error,
}: {
  readonly setting: Setting;
  readonly value: Setting['value'];
  readonly onChange: (value: Setting['value']) => void;
  readonly error: string | undefined;
}) {
  const { t, language } = useTexts(settingsTexts);
  const labelId = useId();
  const schema: JsonSchema = setting.schema;
  const label = settingName(t, setting);
  const meaning = settingMeaning(t, setting);

  if (setting.id === SHIFTS) {
    return (
      <ShiftsField
        label={label}
        description={meaning}
        value={String(value)}
        onChange={onChange}
        error={error}
      />
    );
  }
  switch (controlFor(schema)) {
    case 'switch':
      return (
        <Switch
          label={label}
          description={meaning}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <div>
          <Input.Label id={labelId} labelElement="div">
            {label}
          </Input.Label>
          <Input.Description mb={6}>{meaning}</Input.Description>
          <ChoiceCards
            labelledBy={labelId}
            value={String(value)}
            onChange={onChange}
            choices={(schema.enum ?? []).map(String).map((choice) => ({
              value: choice,
              title: choiceName(t, setting.id, choice),
              text: choiceHint(t, setting.id, choice),
            }))}
          />
          {error && <Input.Error mt={4}>{error}</Input.Error>}
        </div>
      );
    case 'number':
      return (
        <NumberInput
          label={label}
          description={[meaning, limits(schema)].filter(Boolean).join(' ')}
          error={error}
          value={typeof value === 'boolean' ? '' : value}
          onChange={onChange}
          allowDecimal={schema.type !== 'integer'}
          clampBehavior="none"
          styles={{ wrapper: { maxWidth: '10rem' } }}
        />
      );
    default: {
      const isLong = (schema.maxLength ?? 0) > LONG_TEXT || String(value).length > LONG_TEXT;
      const Field = isLong ? Textarea : TextInput;
      return (
        <Field
          label={label}
          description={meaning}
          error={error}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
          {...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength })}
          {...(isLong ? { autosize: true, minRows: 2 } : {})}
        />
      );
    }
  }

  function limits({ minimum, maximum }: JsonSchema): string {
    if (minimum === undefined || maximum === undefined || maximum > NO_LIMIT) return '';
    return t('between', {
      least: formatNumber(minimum, language),
      most: formatNumber(maximum, language),
    });
  }
}
