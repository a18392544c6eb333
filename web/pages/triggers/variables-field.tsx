import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  Input,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import type { FieldsProps } from './field-props.ts';
import { readVariables, writeVariables } from './variables.ts';
import type { VariableRow } from './variables.ts';

/** What a person may add to a query's name: each with its default, or asked for when it has none. */
export function VariablesField({
  config,
  change,
  issue,
  offered,
  isReadOnly,
}: FieldsProps & {
  /** Names that the chosen preset has. */
  readonly offered: readonly string[];
  readonly isReadOnly: boolean;
}) {
  const { t } = useTexts(triggersTexts);
  const stored = config['variables'];
  const [rows, setRows] = useState(() => readVariables(stored));
  const [written, setWritten] = useState(stored);
  if (stored !== written) {
    // Changed from outside: another preset, or what somebody else stored.
    setWritten(stored);
    setRows(readVariables(stored));
  }
  const missing = offered.filter((name) => !rows.some((row) => row.name === name));

  function set(next: readonly VariableRow[]): void {
    const variables = writeVariables(next, stored);
    setRows(next);
    setWritten(variables);
    change({ variables });
  }

  return (
    <Fieldset legend={t('variables')}>
      <Stack gap="sm">
        <Input.Description>{t('variablesHint')}</Input.Description>
        {issue('variables') && <Input.Error>{issue('variables')}</Input.Error>}
        {rows.map((row, index) => {
          const field = (name: keyof VariableRow) => ({
            value: row[name],
            autoComplete: 'off',
            onChange: (event: { currentTarget: { value: string } }) =>
              set(rows.with(index, { ...row, [name]: event.currentTarget.value })),
          });
          return (
            // A row has no identity beyond its place: its name is being typed.
            <Group key={String(index)} align="flex-start" wrap="nowrap" gap="xs">
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs" flex={1}>
                <TextInput
                  label={t('variableName')}
                  maxLength={40}
                  spellCheck={false}
                  {...field('name')}
                  error={issue(`variables.${row.name}`)}
                />
                <TextInput
                  label={t('variableDefault')}
                  placeholder={t('variableNoDefault')}
                  maxLength={400}
                  {...field('default')}
                />
                <TextInput
                  label={t('variableDescription')}
                  maxLength={200}
                  {...field('description')}
                />
                <TextInput
                  label={t('variableChoices')}
                  placeholder={t('variableAnyValue')}
                  {...field('choices')}
                />
              </SimpleGrid>
              {!isReadOnly && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  mt={26}
                  aria-label={t('variableRemove', { name: row.name })}
                  onClick={() => set(rows.toSpliced(index, 1))}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          );
        })}
        {!isReadOnly && (
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() =>
                set([...rows, { name: '', default: '', description: '', choices: '' }])
              }
            >
              {t('variableAdd')}
            </Button>
            {missing.length > 0 && (
              <Button
                variant="default"
                size="xs"
                onClick={() =>
                  set([
                    ...rows,
                    ...missing.map((name) => ({ name, default: '', description: '', choices: '' })),
                  ])
                }
              >
                {t('variablesOfPreset', { names: missing.join(', ') })}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}
