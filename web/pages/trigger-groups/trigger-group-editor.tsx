import { Textarea } from '@mantine/core';
import { isNotEmpty } from '@mantine/form';
import type { TriggerGroup } from '../../../src/triggers/trigger-groups.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answersTexts } from '../../texts/answers.ts';
import { commonTexts } from '../../texts/common.ts';
import { triggerGroupsTexts } from '../../texts/trigger-groups.ts';
import { NameField, useNameCheck } from '../../ui/answers/name-field.tsx';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { useEditor } from '../../ui/use-editor.ts';
import { GroupPreview } from './group-preview.tsx';
import { MembersField } from './members-field.tsx';
import { ModeCards } from './mode-cards.tsx';

type Values = Pick<TriggerGroup, 'name' | 'executionMode' | 'triggerIds'> & {
  readonly description: string;
};

/** Makes or changes a group. */
export function TriggerGroupEditor({
  row,
  onClose,
}: {
  readonly row: TriggerGroup | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(triggerGroupsTexts);
  const { t: tc } = useTexts(commonTexts);
  const { t: ta } = useTexts(answersTexts);
  const isReadOnly = !useMay('user');
  const { form, dialog } = useEditor<TriggerGroup, Values>({
    path: '/trigger-groups',
    row,
    toValues: (from) => ({
      name: from?.name ?? '',
      description: from?.description ?? '',
      executionMode: from?.executionMode ?? 'parallel',
      triggerIds: from?.triggerIds ?? [],
    }),
    toBody: ({ description, ...values }) => ({ ...values, description: description || null }),
    validate: { name: isNotEmpty(tc('fieldRequired')) },
    onSaved: onClose,
  });
  const { name, executionMode, triggerIds } = form.getValues();
  const check = useNameCheck(name, { exceptId: row?.id, unchanged: row?.name ?? '' });
  const errorOf = (field: string) => {
    const error = form.errors[field];
    return typeof error === 'string' ? error : undefined;
  };

  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: row.name }) : t('newTitle')}
      size="64rem"
      isReadOnly={isReadOnly}
      onClose={onClose}
      asideLabel={ta('showReply')}
      aside={<GroupPreview row={row} isDirty={dialog.isDirty} />}
    >
      <NameField
        value={name}
        onChange={(next) => form.setFieldValue('name', next)}
        check={check}
        error={errorOf('name')}
      />
      <MembersField
        known={row?.members ?? []}
        triggerIds={triggerIds}
        onChange={(ids) => form.setFieldValue('triggerIds', ids)}
        problem={errorOf('triggerIds')}
        isReadOnly={isReadOnly}
      />
      <ModeCards
        value={executionMode}
        onChange={(mode) => form.setFieldValue('executionMode', mode)}
        isReadOnly={isReadOnly}
      />
      <Textarea
        label={t('description')}
        description={t('descriptionHint')}
        autosize
        maxLength={400}
        {...form.getInputProps('description')}
      />
    </EditorDialog>
  );
}
