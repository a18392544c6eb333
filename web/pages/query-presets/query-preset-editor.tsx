import { Switch, Text, TextInput, Textarea } from '@mantine/core';
import type { QueryPreset } from '../../../src/data-sources/query-presets.schema.ts';
import type { MadeQuery } from '../../../src/data-sources/recipes/query-recipes.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { queryPresetsTexts } from '../../texts/query-presets.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { Folded } from '../../ui/folded.tsx';
import { useEditor } from '../../ui/use-editor.ts';
import { ExampleQuestion } from './example-question.tsx';
import { RecipeMaker } from './recipe-maker.tsx';
import { TryOut } from './try-out.tsx';
import { declaredIn, variablesFor } from './variables-in.ts';
import { VariablesList } from './variables-list.tsx';

const NAME_MAX = 100;
const TEMPLATE_MAX = 20_000;
const VARIABLES_MAX = 50;
const VARIABLE_NAME_MAX = 40;

export function QueryPresetEditor({
  row,
  onClose,
}: {
  readonly row: QueryPreset | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(queryPresetsTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const { form, dialog } = useEditor({
    path: '/query-presets',
    row,
    toValues: (from: QueryPreset | undefined) => ({
      name: from?.name ?? '',
      queryTemplate: from?.queryTemplate ?? '',
      // What another program stored stays as long as nobody touches the text.
      variables: from?.variables ?? [],
      isDefault: from?.isDefault ?? false,
    }),
    validate: {
      name: (name) => (name.trim() === '' ? tc('fieldRequired') : null),
      queryTemplate: templateProblem,
    },
    onSaved: onClose,
  });
  const { queryTemplate, variables } = form.values;

  function templateProblem(template: string): string | null {
    if (template.trim() === '') return tc('fieldRequired');
    const names = declaredIn(template);
    const long = names.filter((name) => name.length > VARIABLE_NAME_MAX);
    if (long.length > 0) return t('longName', { names: long.join(', ') });
    return names.length > VARIABLES_MAX ? t('tooMany', { number: names.length }) : null;
  }

  function takeOver({ name, queryTemplate: made, variables: makes }: MadeQuery): void {
    if (form.values.name.trim() === '') form.setFieldValue('name', name.slice(0, NAME_MAX));
    form.setFieldValue('queryTemplate', made);
    form.setFieldValue('variables', makes);
  }

  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: row.name }) : t('newTitle')}
      isReadOnly={!mayChange}
      onClose={onClose}
      size="xl"
      aside={<TryOut template={queryTemplate} variables={variables} />}
      asideLabel={t('try')}
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
      {mayChange && (
        <Folded label={t('recipes')} isOpenAtFirst={!row}>
          <RecipeMaker onMade={takeOver} />
        </Folded>
      )}
      <Textarea
        label={t('template')}
        description={t('templateHint')}
        required
        autosize
        minRows={5}
        maxRows={20}
        maxLength={TEMPLATE_MAX}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.getInputProps('queryTemplate')}
        onChange={({ currentTarget: { value } }) => {
          form.setFieldValue('queryTemplate', value);
          form.setFieldValue('variables', variablesFor(value, variables));
        }}
      />
      {queryTemplate.trim() !== '' && (
        <>
          <VariablesList
            template={queryTemplate}
            variables={variables}
            onChange={(next) => form.setFieldValue('variables', next)}
            errorAt={(index) => errorAt(form.errors, `variables.${index}`)}
          />
          <ExampleQuestion template={queryTemplate} variables={variables} />
        </>
      )}
      <Switch
        label={t('isDefault')}
        description={t('isDefaultHint')}
        {...form.getInputProps('isDefault', { type: 'checkbox' })}
      />
      {row && row.triggerCount > 0 && (
        <Text size="sm" c="dimmed">
          {t('whatUses', { count: row.triggerCount })}
        </Text>
      )}
    </EditorDialog>
  );
}

/** What the server found wrong at a place of the form, or anywhere within it. */
function errorAt(errors: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const found = Object.entries(errors).find(
    ([at]) => at === path || at.startsWith(`${path}.`),
  )?.[1];
  return typeof found === 'string' ? found : undefined;
}
