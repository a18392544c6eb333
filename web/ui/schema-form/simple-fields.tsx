import { Button, NativeSelect, NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { issueAt } from './field-props.ts';
import type { FieldProps } from './field-props.ts';

export function TextField(field: FieldProps) {
  const { schema, value, onChange } = field;
  return (
    <TextInput
      {...shared(field)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      placeholder={written(schema.examples?.[0] ?? schema.default)}
      {...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength })}
      {...(schema.format === 'uri' ? { inputMode: 'url' as const } : {})}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

export function NumberField(field: FieldProps) {
  const { schema, value, onChange } = field;
  return (
    <NumberInput
      {...shared(field)}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
      placeholder={written(schema.default ?? schema.examples?.[0])}
      allowDecimal={schema.type !== 'integer'}
      {...(schema.minimum === undefined || schema.minimum < -1e15 ? {} : { min: schema.minimum })}
      {...(schema.maximum === undefined || schema.maximum > 1e15 ? {} : { max: schema.maximum })}
      hideControls
    />
  );
}

export function SwitchField(field: FieldProps) {
  const { label, description, error, disabled } = shared(field);
  const isOn = typeof field.value === 'boolean' ? field.value : field.schema.default === true;
  return (
    <Switch
      label={label}
      description={description}
      error={error}
      disabled={disabled}
      checked={isOn}
      onChange={(event) => field.onChange(event.currentTarget.checked)}
    />
  );
}

export function ChoiceField(field: FieldProps) {
  const { t } = useTexts(commonTexts);
  const { schema, value, onChange, isRequired } = field;
  const options = schema.enum ?? [];
  const usual = written(schema.default);
  return (
    <NativeSelect
      {...shared(field)}
      value={value === undefined || value === null ? usual : written(value)}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(options.find((option) => written(option) === chosen));
      }}
      data={[
        ...(usual === '' && !isRequired ? [{ value: '', label: t('notSet') }] : []),
        ...(usual === '' && isRequired && value === undefined ? [{ value: '', label: '–' }] : []),
        ...options.map((option) => ({ value: written(option), label: written(option) })),
      ]}
    />
  );
}

/** Goes one way only: what is stored is never shown, and an empty field keeps it. */
export function SecretField(field: FieldProps) {
  const { t } = useTexts(commonTexts);
  const { value, onChange, path, secretsSet, isReadOnly, isRequired } = field;
  const isStored = secretsSet.includes(path);
  const isRemoved = isStored && value === null;
  return (
    <PasswordInput
      {...shared(field)}
      required={isRequired && !isStored}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      placeholder={isStored ? (isRemoved ? t('secretRemoved') : t('secretSet')) : ''}
      autoComplete="new-password"
      inputContainer={(input) => (
        <>
          {input}
          {isStored && !isReadOnly && !isRequired && (
            <Button
              size="compact-xs"
              variant="subtle"
              mt={4}
              onClick={() => onChange(isRemoved ? undefined : null)}
            >
              {isRemoved ? t('undo') : t('secretRemove')}
            </Button>
          )}
        </>
      )}
    />
  );
}

/** Label, help, mark and error, as every control of Mantine takes them. */
export function shared(field: FieldProps) {
  return {
    label: field.label,
    description: field.schema.description,
    error: issueAt(field),
    required: field.isRequired,
    disabled: field.isReadOnly,
  };
}

function written(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
