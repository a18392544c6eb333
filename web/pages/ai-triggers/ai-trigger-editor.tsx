import { Switch, Text, TextInput, Textarea } from '@mantine/core';
import { isNotEmpty } from '@mantine/form';
import type { AiTrigger } from '../../../src/ai/ai-triggers.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { aiTriggersTexts } from '../../texts/ai-triggers.ts';
import { commonTexts } from '../../texts/common.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { useEditor } from '../../ui/use-editor.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

const FIELD_OF = {
  'ai_triggers.prefix_taken': 'prefix',
  'ai_triggers.prefix_hides_name': 'prefix',
} as const;

const NAME_MAX = 60;
const PREFIX_MAX = 20;
const DESCRIPTION_MAX = 400;

export function AiTriggerEditor({
  row,
  onClose,
}: {
  readonly row: AiTrigger | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(aiTriggersTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const { form, dialog } = useEditor({
    path: '/ai-triggers',
    row,
    toValues: (from) => ({
      name: from?.name ?? '',
      prefix: from?.prefix ?? '',
      description: from?.description ?? '',
      enabled: from?.enabled ?? true,
    }),
    toBody: ({ description, ...values }) => ({ ...values, description: description || null }),
    validate: { name: isNotEmpty(tc('fieldRequired')), prefix: prefixProblem },
    fieldOf: FIELD_OF,
    onSaved: onClose,
  });

  /** What the server would refuse, said before anything is sent. */
  function prefixProblem(prefix: string): string | null {
    if (prefix === '') return tc('fieldRequired');
    if (prefix.trim() !== prefix) return t('prefixBlanks');
    if (prefix.startsWith('@')) return t('prefixMention');
    if (/^[\d\s]+$/.test(prefix)) return t('prefixDigits');
    const key = prefix.toLowerCase().replaceAll(' ', '');
    const hidden = RESERVED_WORDS.find((word) => word.startsWith(key));
    return hidden === undefined ? null : t('prefixHidesWord', { word: hidden });
  }

  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: row.name }) : t('newTitle')}
      isReadOnly={!mayChange}
      onClose={onClose}
    >
      <TextInput
        label={t('prefix')}
        description={t('prefixHint')}
        placeholder={t('prefixExample')}
        required
        data-autofocus
        maxLength={PREFIX_MAX}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('prefix')}
      />
      <Text size="sm" c="dimmed">
        {t('example', { prefix: form.values.prefix.trim() || t('prefixExample') })}
      </Text>
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        required
        maxLength={NAME_MAX}
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('description')}
        autosize
        maxLength={DESCRIPTION_MAX}
        {...form.getInputProps('description')}
      />
      <Switch
        label={tc('inUse')}
        description={t('enabledHint')}
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </EditorDialog>
  );
}
