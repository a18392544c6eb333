import { Alert, Switch } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Trigger, TriggerType } from '../../../src/triggers/triggers.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answersTexts } from '../../texts/answers.ts';
import { commonTexts } from '../../texts/common.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { NameField, useNameCheck } from '../../ui/answers/name-field.tsx';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { fieldTexts } from '../../ui/error-text.ts';
import { useEditor } from '../../ui/use-editor.ts';
import { limitProblems } from './limits.ts';
import { toBoth } from './local-text.ts';
import { SourceSelect } from './source-select.tsx';
import {
  forType,
  isTriggerType,
  listAt,
  readsTags,
  tagsOf,
  textAt,
  withChanges,
} from './trigger-config.ts';
import type { Config } from './trigger-config.ts';
import { TriggerFields } from './trigger-fields.tsx';
import { TriggerPreview } from './trigger-preview.tsx';
import { toBody, toValues } from './trigger-values.ts';
import type { Prefill, TriggerValues } from './trigger-values.ts';
import { TypeCards } from './type-cards.tsx';
import { usePreview } from './use-preview.ts';
import { useQueryKinds, useSources } from './use-sources.ts';

/** Makes or changes a trigger, with its reply beside the form while it is being written. */
export function TriggerEditor({
  row,
  prefill,
  onClose,
}: {
  readonly row: Trigger | undefined;
  /** What a new one begins with: a tag that was chosen elsewhere, or another trigger. */
  readonly prefill?: Prefill | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(triggersTexts);
  const { t: tc } = useTexts(commonTexts);
  const { t: ta } = useTexts(answersTexts);
  const isReadOnly = !useMay('user');
  const { sources } = useSources();
  const queryKinds = useQueryKinds();
  const aside = useRef<Config>({});
  const { form, dialog } = useEditor<Trigger, TriggerValues>({
    path: '/triggers',
    row,
    toValues: (from) => toValues(from, prefill),
    toBody,
    validate: (values) => problemsOf(values, row),
    onSaved: onClose,
    alsoRefresh: ['/trigger-groups'],
  });
  const values = form.getValues();
  const { type, config, dataSourceId, name } = values;
  const check = useNameCheck(name, { exceptId: row?.id, unchanged: row?.name ?? '' });
  const preview = usePreview(values, t('unnamed'));
  const found = fieldTexts(preview.error);
  const source = sources.find(({ id }) => id === dataSourceId);

  // Where there is one source only, nobody has to choose it.
  const [only, ...others] = sources;
  const onlyId = others.length === 0 ? only?.id : undefined;
  useEffect(() => {
    if (row || onlyId === undefined) return;
    form.setFieldValue('dataSourceId', (before) => before ?? onlyId);
    // The form is new at every drawing.
  }, [row, onlyId]);

  function issue(field: string): string | undefined {
    const path = `config.${field}`;
    const own = Object.entries(form.errors).find(
      ([at]) => at === path || at.startsWith(`${path}.`),
    )?.[1];
    if (typeof own === 'string') return own;
    return found.find(({ path: at }) => at === path || at.startsWith(`${path}.`))?.message;
  }

  function change(changes: Config): void {
    form.setFieldValue('config', withChanges(form.getValues().config, changes));
    for (const path of Object.keys(form.errors)) {
      const isChanged = Object.keys(changes).some(
        (field) => path === `config.${field}` || path.startsWith(`config.${field}.`),
      );
      if (isChanged) form.clearFieldError(path);
    }
  }

  function changeType(next: TriggerType): void {
    const moved = forType(next, config, aside.current);
    aside.current = moved.aside;
    form.setValues({ type: next, config: moved.config });
    form.clearErrors();
  }

  const whole = textOf(form.errors['config']);
  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: row.name }) : t('newTitle')}
      size="72rem"
      isReadOnly={isReadOnly}
      onClose={onClose}
      asideLabel={ta('showReply')}
      aside={
        <TriggerPreview
          values={values}
          preview={preview}
          isMarked={found.length > 0}
          argsError={found.find(({ path }) => path === 'args')?.message}
        />
      }
    >
      <NameField
        value={name}
        onChange={(next) => form.setFieldValue('name', next)}
        check={check}
        error={textOf(form.errors['name'])}
      />
      {row && !isTriggerType(row.type) && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {t('typeUnknown', { type: row.type })}
        </Alert>
      )}
      <TypeCards value={type} onChange={changeType} isReadOnly={isReadOnly} />
      {type !== 'text' && (
        <SourceSelect
          value={dataSourceId}
          onChange={(id) => form.setFieldValue('dataSourceId', id)}
          error={
            textOf(form.errors['dataSourceId']) ??
            found.find(({ path }) => path === 'dataSourceId')?.message
          }
        />
      )}
      <TriggerFields
        // A field that remembers how it was opened begins anew with another type.
        key={type}
        type={type}
        config={config}
        change={change}
        issue={issue}
        sourceId={dataSourceId}
        canQuery={source && queryKinds?.has(source.plugin)}
        isReadOnly={isReadOnly}
      />
      {whole && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />}>
          {whole}
        </Alert>
      )}
      <Switch
        label={t('active')}
        description={t('activeHint')}
        {...form.getInputProps('active', { type: 'checkbox' })}
      />
    </EditorDialog>
  );

  function problemsOf(
    { name: given, type: wanted, dataSourceId: from, config: asked }: TriggerValues,
    stored: Trigger | undefined,
  ): Record<string, string> {
    const problems: Record<string, string> = {};
    if (given.trim() === '') problems['name'] = tc('fieldRequired');
    // A trigger that lost its source may be renamed or switched off before it gets another one.
    const isOrphan = stored !== undefined && stored.dataSourceId === null;
    if (wanted !== 'text' && from === null && !isOrphan) {
      problems['dataSourceId'] = t('chooseSource');
    }
    if (readsTags(wanted) && tagsOf(asked).length + listAt(asked, 'elements').length === 0) {
      problems['config.tags'] = t('tagsRequired');
    }
    if (wanted === 'summary' && asked['statistics'] !== undefined) {
      if (listAt(asked, 'statistics').length === 0) {
        problems['config.statistics'] = t('statisticsRequired');
      }
    }
    if (wanted === 'trend') {
      for (const { index, field, kind } of limitProblems(asked)) {
        problems[`config.limits.${index}.${field}`] = t(`limit_${kind}`);
      }
    }
    if (wanted === 'query' && !textAt(asked, 'query') && !textAt(asked, 'presetId')) {
      problems['config.query'] = tc('fieldRequired');
    }
    if (wanted === 'text' && !Object.values(toBoth(asked['text'])).some(Boolean)) {
      problems['config.text'] = tc('fieldRequired');
    }
    return problems;
  }
}

function textOf(error: unknown): string | undefined {
  return typeof error === 'string' ? error : undefined;
}
