import { Fieldset, Input, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { PresetVariable } from '../../../src/data-sources/query-variable.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { queryVariablesTexts } from '../../texts/query-variables.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { definitionOf, nameOf, readDefault, typeOf } from '../../ui/query-variables/definition.ts';
import type { FieldsProps } from './field-props.ts';
import { readVariables, withDefault } from './variables.ts';

/** What this trigger fills in, in the place of its preset. */
export function PresetVariablesField({
  config,
  change,
  issue,
  variables,
}: FieldsProps & { readonly variables: readonly PresetVariable[] }) {
  const { t } = useTexts(triggersTexts);
  const { t: tv } = useTexts(queryVariablesTexts);
  const stored = config['variables'];
  const own = new Map(readVariables(stored).map(({ name, definition }) => [name, definition]));
  const names = [...new Set([...variables.map(nameOf), ...own.keys()])];
  if (names.length === 0) return null;
  return (
    <Fieldset legend={t('variables')}>
      <Stack gap="sm">
        <Input.Description>{t('variablesOfPresetHint')}</Input.Description>
        {names.map((name) => {
          const definition = definitionOf(variables.find((one) => nameOf(one) === name));
          const type = typeOf(name, definition);
          const set = (text: string) =>
            change({ variables: withDefault(stored, name, readDefault(text, type)) });
          const usual = String(definition.default ?? '');
          const typeKey = `type_${type}`;
          const field = {
            label: hasText(queryVariablesTexts, typeKey) ? `${name} – ${tv(typeKey)}` : name,
            value: String(own.get(name)?.default ?? ''),
            error: issue(`variables.${name}`),
          };
          const choices = definition.choices ?? [];
          const none = usual === '' ? tv('noDefault') : usual;
          return choices.length > 0 ? (
            <NativeSelect
              key={name}
              {...field}
              onChange={(event) => set(event.currentTarget.value)}
              data={[
                { value: '', label: none },
                ...choices.map((choice) => {
                  const value = String(typeof choice === 'object' ? choice.value : choice);
                  return { value, label: value };
                }),
              ]}
            />
          ) : (
            <TextInput
              key={name}
              {...field}
              placeholder={none}
              autoComplete="off"
              maxLength={400}
              onChange={(event) => set(event.currentTarget.value)}
            />
          );
        })}
      </Stack>
    </Fieldset>
  );
}
