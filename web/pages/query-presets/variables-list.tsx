import { Fieldset, Stack, Text } from '@mantine/core';
import type { PresetVariable } from '../../../src/data-sources/query-variable.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { queryPresetsTexts } from '../../texts/query-presets.ts';
import {
  definitionOf,
  isReservedName,
  nameOf,
  toVariable,
} from '../../ui/query-variables/definition.ts';
import { VariableFields } from '../../ui/query-variables/variable-fields.tsx';
import { variablesIn } from './variables-in.ts';

/** The variables found in a query, each with what it may be. */
export function VariablesList({
  template,
  variables,
  onChange,
  errorAt,
}: {
  readonly template: string;
  readonly variables: readonly PresetVariable[];
  readonly onChange: (variables: readonly PresetVariable[]) => void;
  /** What the server found wrong with the variable at this place. */
  readonly errorAt: (index: number) => string | undefined;
}) {
  const { t } = useTexts(queryPresetsTexts);
  const names = variablesIn(template);
  if (names.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('foundNone')}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {t('found')}
      </Text>
      {names.map((name) => {
        const index = variables.findIndex((one) => nameOf(one) === name);
        const before = variables[index];
        return (
          <Fieldset key={name} legend={`{${name}}`} p="sm">
            {isReservedName(name) && (
              <Text size="sm" c="dimmed" mb="xs">
                {t(name === 'limit' ? 'fromCount' : 'fromRange')}
              </Text>
            )}
            <VariableFields
              name={name}
              value={definitionOf(before)}
              onChange={(definition) => {
                const variable = toVariable(name, definition, before);
                onChange(index < 0 ? [...variables, variable] : variables.with(index, variable));
              }}
              error={index < 0 ? undefined : errorAt(index)}
            />
          </Fieldset>
        );
      })}
    </Stack>
  );
}
