import { NativeSelect, Skeleton, Switch, TextInput } from '@mantine/core';
import type { FormErrors } from '@mantine/form';
import type { AiModel } from '../../../src/ai/ai-models.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { commonTexts } from '../../texts/common.ts';
import { modelsTexts } from '../../texts/models.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { configProblems } from '../../ui/schema-form/config-problems.ts';
import type { JsonSchema } from '../../ui/schema-form/json-schema.ts';
import { SchemaForm } from '../../ui/schema-form/schema-form.tsx';
import { withoutSecrets } from '../../ui/schema-form/without-secrets.ts';
import { useEditor } from '../../ui/use-editor.ts';

const NAME_MAX = 100;

type Kinds = {
  readonly items: readonly {
    readonly kind: string;
    readonly title: string;
    readonly configSchema: JsonSchema;
  }[];
};
type Config = Readonly<Record<string, unknown>>;
type Values = {
  readonly name: string;
  readonly kind: string;
  readonly config: Config;
  readonly active: boolean;
};

/** Connects a model, or changes how it is connected; the form is that of its kind. */
export function ModelEditor({
  row,
  onClose,
}: {
  readonly row: AiModel | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(modelsTexts);
  const { t: tc } = useTexts(commonTexts);
  const kinds = useAnswer<Kinds>('/ai-models/kinds');
  const { form, dialog } = useEditor({
    path: '/ai-models',
    row,
    toValues: (from: AiModel | undefined): Values => ({
      name: from?.name ?? '',
      kind: from?.kind ?? '',
      config: from?.config ?? {},
      active: from?.active ?? true,
    }),
    toBody: ({ kind, ...values }) => (row ? values : { ...values, kind }),
    validate: problemsOf,
    onSaved: onClose,
    toKept: ({ config, ...values }): unknown => ({
      ...values,
      config: schema ? withoutSecrets(config, schema) : {},
    }),
  });
  const { kind } = form.values;
  const schema: JsonSchema | undefined = kinds.data?.items.find(
    (one) => one.kind === kind,
  )?.configSchema;
  const issues = Object.entries(form.errors).flatMap(([path, message]) =>
    typeof message === 'string' ? [{ path, message }] : [],
  );

  function problemsOf({ name, kind: chosen, config }: Values): FormErrors {
    const problems: Record<string, string> = {};
    if (name.trim() === '') problems['name'] = t('fillIn');
    if (!chosen) problems['kind'] = t('kindChoose');
    if (schema) {
      for (const { path, kind: what } of configProblems(schema, config, row?.secretsSet)) {
        problems[`config.${path}`] = t(what === 'missing' ? 'fillIn' : 'wholeAddress');
      }
    }
    return problems;
  }

  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: row.name }) : t('newTitle')}
      onClose={onClose}
    >
      <TextInput
        label={t('name')}
        required
        data-autofocus
        maxLength={NAME_MAX}
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      {!row && (
        <NativeSelect
          label={t('kind')}
          description={t('kindHint')}
          required
          data={[
            { value: '', label: t('kindChoose') },
            ...(kinds.data?.items ?? []).map(({ kind: value, title }) => ({ value, label: title })),
          ]}
          value={kind}
          onChange={(event) => {
            form.setFieldValue('kind', event.currentTarget.value);
            // Fields of one kind mean nothing to another.
            form.setFieldValue('config', {});
            form.clearErrors();
          }}
          error={form.errors['kind']}
        />
      )}
      {kinds.isPending && <Skeleton height={160} />}
      <ErrorNote error={kinds.error} onRetry={() => void kinds.refetch()} />
      {schema && (
        <SchemaForm
          key={kind}
          schema={schema}
          value={form.values.config}
          onChange={(config) => {
            for (const { path } of issues) {
              if (path.startsWith('config.')) form.clearFieldError(path);
            }
            form.setFieldValue('config', config);
          }}
          issues={issues}
          secretsSet={row?.secretsSet ?? []}
          prefix="config"
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
