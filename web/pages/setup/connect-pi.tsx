import { Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DataSource, SourceTest } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { fieldIssuesOf } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { setupTexts } from '../../texts/setup.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { JsonSchema } from '../../ui/schema-form/json-schema.ts';
import { SchemaForm } from '../../ui/schema-form/schema-form.tsx';

const KIND = 'aveva-pi';
/** What nearly every PI Web API needs; the rest is a click away. */
const FIRST = ['baseUrl', 'user', 'password'];

type Plugins = {
  readonly items: readonly { readonly kind: string; readonly configSchema: JsonSchema }[];
};

/** Makes a data source for a PI Web API and tests it; what does not work yet is corrected in place. */
export function ConnectPi({ onDone }: { readonly onDone: (sourceId: string) => void }) {
  const { t } = useTexts(setupTexts);
  const plugins = useAnswer<Plugins>('/plugins');
  const schema = plugins.data?.items.find(({ kind }) => kind === KIND)?.configSchema;
  const [name, setName] = useState(t('sourceNameUsual'));
  const [config, setConfig] = useState<Readonly<Record<string, unknown>>>({});
  const [source, setSource] = useState<DataSource>();

  const connect = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), config };
      const stored = source
        ? await call<DataSource>('PATCH', `/data-sources/${encodeURIComponent(source.id)}`, {
            body,
          })
        : await call<DataSource>('POST', '/data-sources', { body: { ...body, plugin: KIND } });
      setSource(stored);
      const id = encodeURIComponent(stored.id);
      return await call<SourceTest>('POST', `/data-sources/${id}/test`, { body: {} });
    },
    onSettled: () => refresh('/data-sources'),
  });
  const issues = fieldIssuesOf(connect.error);

  if (plugins.isPending) return <Skeleton height={180} />;
  if (!schema) return <ErrorNote error={plugins.error} onRetry={() => void plugins.refetch()} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        connect.mutate();
      }}
      noValidate
    >
      <Stack gap="sm">
        <TextInput
          label={t('sourceName')}
          description={t('sourceNameHint')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={issues.find(({ path }) => path === 'name')?.message}
        />
        <SchemaForm
          schema={schema}
          value={config}
          onChange={setConfig}
          issues={issues}
          secretsSet={source?.secretsSet ?? []}
          prefix="config"
          first={FIRST}
        />
        <ErrorNote error={connect.error} />
        {connect.data && <TestSteps test={connect.data} />}
        <Group>
          {source && connect.data?.status === 'success' ? (
            <Button onClick={() => onDone(source.id)}>{t('next')}</Button>
          ) : (
            <Button type="submit" loading={connect.isPending}>
              {t('connectAndTest')}
            </Button>
          )}
          {source && connect.data?.status === 'failed' && (
            <Button variant="subtle" onClick={() => onDone(source.id)}>
              {t('goOnAnyway')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function TestSteps({ test }: { readonly test: SourceTest }) {
  const { t } = useTexts(setupTexts);
  return (
    <div role="status">
      {test.steps.map(({ name, ok, message }) => (
        <Group key={name} gap="xs" wrap="nowrap" align="flex-start">
          {ok ? (
            <IconCircleCheck size={20} color="var(--plantline-good)" aria-hidden />
          ) : (
            <IconCircleX size={20} color="var(--plantline-bad)" aria-hidden />
          )}
          <Text size="sm" style={{ overflowWrap: 'anywhere' }} flex={1}>
            {message}
          </Text>
        </Group>
      ))}
      <Text size="sm" mt="xs" fw={600}>
        {test.status === 'success' ? t('testGood') : t('testBad')}
      </Text>
    </div>
  );
}
