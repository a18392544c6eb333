import { ActionIcon, Button, Fieldset, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import type { Definition } from '../../ui/query-variables/definition.ts';
import { VariableFields } from '../../ui/query-variables/variable-fields.tsx';
import type { FieldsProps } from './field-props.ts';
import { textAt } from './trigger-config.ts';
import { variablesIn } from '../query-presets/variables-in.ts';
import { readVariables, writeVariables } from './variables.ts';
import type { VariableRow } from './variables.ts';

/** What a person may add to a query's name: each with its type and default, or asked for when it has none. */
export function VariablesField({
  config,
  change,
  issue,
  isReadOnly,
}: FieldsProps & { readonly isReadOnly: boolean }) {
  const { t } = useTexts(triggersTexts);
  const stored = config['variables'];
  const [rows, setRows] = useState(() => readVariables(stored));
  const [written, setWritten] = useState(stored);
  if (stored !== written) {
    // Changed from outside: what somebody else stored.
    setWritten(stored);
    setRows(readVariables(stored));
  }
  const missing = variablesIn(textAt(config, 'query')).filter(
    (name) => name !== 'start' && name !== 'end' && !rows.some((row) => row.name === name),
  );

  function set(next: readonly VariableRow[]): void {
    const variables = writeVariables(next, stored);
    setRows(next);
    setWritten(variables);
    change({ variables });
  }

  return (
    <Fieldset legend={t('variables')}>
      <Stack gap="md">
        <Input.Description>{t('variablesHint')}</Input.Description>
        {issue('variables') && <Input.Error>{issue('variables')}</Input.Error>}
        {rows.map((row, index) => (
          // A row has no identity beyond its place: its name is being typed.
          <Stack key={String(index)} gap="xs">
            <Group align="flex-end" wrap="nowrap" gap="xs">
              <TextInput
                flex={1}
                label={t('variableName')}
                maxLength={40}
                spellCheck={false}
                autoComplete="off"
                value={row.name}
                onChange={(event) =>
                  set(rows.with(index, { ...row, name: event.currentTarget.value }))
                }
              />
              {!isReadOnly && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  mb={4}
                  aria-label={t('variableRemove', { name: row.name })}
                  onClick={() => set(rows.toSpliced(index, 1))}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              )}
            </Group>
            <VariableFields
              name={row.name.trim()}
              value={row.definition}
              onChange={(definition: Definition) => set(rows.with(index, { ...row, definition }))}
              error={issue(`variables.${row.name.trim()}`)}
            />
          </Stack>
        ))}
        {!isReadOnly && (
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => set([...rows, { name: '', definition: {} }])}
            >
              {t('variableAdd')}
            </Button>
            {missing.length > 0 && (
              <Button
                variant="default"
                size="xs"
                onClick={() => set([...rows, ...missing.map((name) => ({ name, definition: {} }))])}
              >
                {t('variablesOfQuery', { names: missing.join(', ') })}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}
