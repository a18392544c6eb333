import {
  Alert,
  Button,
  Code,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { RunAnswer } from '../../../src/bot/runs.schema.ts';
import type { PresetVariable } from '../../../src/data-sources/query-variable.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAction } from '../../lib/use-save.ts';
import { queryPresetsTexts } from '../../texts/query-presets.ts';
import { RowsTable } from '../../ui/answers/rows-table.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatInstant } from '../../ui/format-time.ts';
import { definitionOf, nameOf } from '../../ui/query-variables/definition.ts';
import { useQuerySources } from './use-query-sources.ts';
import { variablesIn } from './variables-in.ts';

type Values = Readonly<Record<string, string>>;

/** Runs the query as it is written with sample values, and shows its rows or why there are none. */
export function TryOut({
  template,
  variables,
}: {
  readonly template: string;
  readonly variables: readonly PresetVariable[];
}) {
  const { t } = useTexts(queryPresetsTexts);
  const sources = useQuerySources();
  const [sourceId, setSourceId] = useState('');
  const [values, setValues] = useState<Values>({});
  const run = useAction<RunAnswer, Readonly<Record<string, unknown>>>('/triggers/preview');
  const names = variablesIn(template);
  const isReady = sourceId !== '' && template.trim() !== '';

  /** Enter in a sample value runs the query: it must not save the form that it stands in. */
  function startByKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (isReady) start();
  }

  function start(): void {
    const given = names.filter((name) => (values[name] ?? '') !== '');
    run.mutate({
      type: 'query',
      dataSourceId: sourceId,
      config: {
        query: template,
        variables: Object.fromEntries(
          variables.map((variable) => [nameOf(variable), definitionOf(variable)]),
        ),
      },
      args: { variables: Object.fromEntries(given.map((name) => [name, values[name]])) },
    });
  }

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('tryHint')}
      </Text>
      <NativeSelect
        label={t('source')}
        value={sourceId}
        onChange={(event) => setSourceId(event.currentTarget.value)}
        data={[
          { value: '', label: t(sources.length === 0 ? 'sourcesNone' : 'chooseSource') },
          ...sources.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {names.length > 0 && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
          {names.map((name) => {
            const variable = variables.find((one) => nameOf(one) === name);
            return (
              <TextInput
                key={name}
                label={name}
                autoComplete="off"
                maxLength={400}
                placeholder={String(definitionOf(variable).default ?? '')}
                value={values[name] ?? ''}
                onKeyDown={startByKey}
                onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
              />
            );
          })}
        </SimpleGrid>
      )}
      <Button
        variant="default"
        w="fit-content"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={run.isPending}
        disabled={!isReady}
        onClick={start}
      >
        {t('tryIt')}
      </Button>
      <div aria-live="polite">
        {run.isError && <ErrorNote error={run.error} />}
        {run.data && !run.isError && <Outcome answer={run.data} />}
      </div>
    </Stack>
  );
}

function Outcome({ answer }: { readonly answer: RunAnswer }) {
  const { t, language } = useTexts(queryPresetsTexts);
  const { rows, bound = [], error } = answer;
  return (
    <Stack gap="sm">
      {error && (
        <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {error.message}
        </Alert>
      )}
      {rows && rows.rows.length === 0 && <Text size="sm">{t('tryNoRows')}</Text>}
      {rows && rows.rows.length > 0 && <RowsTable table={rows} />}
      {bound.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            {t('bound')}
          </Text>
          {bound.map(({ name, value, type }) => (
            <Text size="sm" key={name} style={{ overflowWrap: 'anywhere' }}>
              <Code>{name}</Code>{' '}
              {type === 'instant' ? formatInstant(String(value), language, 'full') : String(value)}
              {' · '}
              {t(`bound_${type}`)}
            </Text>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
