import { Alert, NativeSelect, Skeleton, Switch, TextInput } from '@mantine/core';
import type { FormErrors } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { dataSourcesTexts } from '../../texts/data-sources.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { SchemaForm } from '../../ui/schema-form/schema-form.tsx';
import { withoutSecrets } from '../../ui/schema-form/without-secrets.ts';
import { useEditor } from '../../ui/use-editor.ts';
import { configProblems } from '../../ui/schema-form/config-problems.ts';
import { useSourceSchema } from './use-source-schema.ts';
import { usePlugins } from './use-plugins.ts';

const NAME_MAX = 100;

/** What nearly every source of a kind needs; the rest is folded away, unless it was filled in. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  'aveva-pi': ['baseUrl', 'user', 'password'],
};

type Config = Readonly<Record<string, unknown>>;
type Values = {
  readonly name: string;
  readonly plugin: string;
  readonly config: Config;
  readonly active: boolean;
};

/** Connects a source, or changes how it is connected; the form is the plugin's own. */
export function SourceEditor({
  row,
  onClose,
  onSaved,
}: {
  readonly row: DataSource | undefined;
  readonly onClose: () => void;
  /** Stored: it can be tested. */
  readonly onSaved: (saved: DataSource) => void;
}) {
  const { t } = useTexts(dataSourcesTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const plugins = usePlugins();
  const kinds = plugins.data?.items ?? [];
  const only = kinds.length === 1 ? kinds[0]?.kind : undefined;
  const { form, dialog } = useEditor({
    path: '/data-sources',
    row,
    toValues: (from: DataSource | undefined): Values => ({
      name: from?.name ?? '',
      plugin: from?.plugin ?? '',
      config: from?.config ?? {},
      active: from?.active ?? true,
    }),
    toBody: ({ plugin, ...values }) => (row ? values : { ...values, plugin: plugin || only }),
    validate: problemsOf,
    onSaved,
    toKept: ({ config, ...values }) => ({
      ...values,
      config: schema ? withoutSecrets(config, schema) : {},
    }),
  });
  const kind = form.values.plugin || only;
  const plugin = kinds.find((one) => one.kind === kind);
  const schema = useSourceSchema(plugin);
  const stored = [...Object.keys(row?.config ?? {}), ...(row?.secretsSet ?? [])];
  const first = kind ? FIRST[kind] : undefined;
  const issues = Object.entries(form.errors).flatMap(([path, message]) =>
    typeof message === 'string' ? [{ path, message }] : [],
  );

  function problemsOf({ name, plugin: chosen, config }: Values): FormErrors {
    const problems: Record<string, string> = {};
    if (name.trim() === '') problems['name'] = t('fillIn');
    if (!chosen && !only) problems['plugin'] = t('pluginChoose');
    if (schema) {
      for (const { path, kind: what } of configProblems(schema, config, row?.secretsSet)) {
        problems[`config.${path}`] = t(what === 'missing' ? 'fillIn' : 'wholeAddress');
      }
    }
    return problems;
  }

  function change(config: Config): void {
    const before = form.values.config;
    for (const name of new Set([...Object.keys(before), ...Object.keys(config)])) {
      if (before[name] === config[name]) continue;
      // What was wrong with the field was wrong with what it held.
      for (const { path } of issues) {
        if (`${path}.`.startsWith(`config.${name}.`)) form.clearFieldError(path);
      }
    }
    form.setFieldValue('config', config);
  }

  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: row.name }) : t('newTitle')}
      submitLabel={t('saveAndTest')}
      isReadOnly={!mayChange}
      onClose={onClose}
    >
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        placeholder={t('nameExample')}
        required
        data-autofocus
        maxLength={NAME_MAX}
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      {!row && kinds.length > 1 && (
        <NativeSelect
          label={t('plugin')}
          description={t('pluginHint')}
          required
          data={[
            { value: '', label: t('pluginChoose') },
            ...kinds.map(({ kind: value, title }) => ({ value, label: title })),
          ]}
          value={form.values.plugin}
          onChange={(event) => {
            form.setFieldValue('plugin', event.currentTarget.value);
            // Fields of one kind mean nothing to another.
            form.setFieldValue('config', {});
            form.clearErrors();
          }}
          error={form.errors['plugin']}
        />
      )}
      {plugins.isPending && <Skeleton height={160} />}
      <ErrorNote error={plugins.error} onRetry={() => void plugins.refetch()} />
      {plugins.data && kind && !plugin && (
        <Alert color="yellow" variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('pluginUnknown', { plugin: kind })}
        </Alert>
      )}
      {schema && (
        <SchemaForm
          key={kind}
          schema={schema}
          value={form.values.config}
          onChange={change}
          issues={issues}
          secretsSet={row?.secretsSet ?? []}
          prefix="config"
          isReadOnly={!mayChange}
          first={first && [...first, ...stored]}
        />
      )}
      <Switch
        label={tc('inUse')}
        description={t('activeHint')}
        {...form.getInputProps('active', { type: 'checkbox' })}
      />
    </EditorDialog>
  );
}
