import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { isNotEmpty } from '@mantine/form';
import type { ApiToken, MadeApiToken } from '../../../src/accounts/api-tokens.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { apiTokensTexts } from '../../texts/api-tokens.ts';
import { commonTexts } from '../../texts/common.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { RoleChoice } from '../../ui/role-choice.tsx';
import { useEditor } from '../../ui/use-editor.ts';

const SPANS = [7, 30, 90, 365] as const;
const USUAL_DAYS = 90;
const MOST_DAYS = 3_650;
const OTHER = 'other';

/** Makes a token: what it is for, what it may do, and until when. */
export function NewTokenDialog({
  onMade,
  onClose,
}: {
  readonly onMade: (token: MadeApiToken) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(apiTokensTexts);
  const { t: tc } = useTexts(commonTexts);
  const { form, dialog } = useEditor<MadeApiToken, Values>({
    path: '/api-tokens',
    row: undefined,
    fieldOf: { 'api_tokens.name_taken': 'name' },
    toValues: () => ({ name: '', role: 'viewer', span: String(USUAL_DAYS), days: USUAL_DAYS }),
    toBody: ({ name, role, span, days }) => ({
      name: name.trim(),
      role,
      expiresInDays: span === OTHER ? days : Number(span),
    }),
    validate: {
      name: isNotEmpty(tc('fieldRequired')),
      days: (days, { span }) =>
        span !== OTHER || (Number.isInteger(days) && Number(days) >= 1 && Number(days) <= MOST_DAYS)
          ? null
          : t('daysWrong'),
    },
    savedText: ({ name }) => t('made', { name }),
    onSaved: onMade,
    // Who may log in is not left lying in a browser.
    toKept: () => undefined,
  });

  return (
    <EditorDialog {...dialog} title={t('newTitle')} onClose={onClose}>
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        placeholder={t('nameExample')}
        required
        maxLength={100}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <RoleChoice
        value={form.values.role}
        onChange={(role) => form.setFieldValue('role', role)}
        error={form.errors['role']}
      />
      <NativeSelect
        label={t('expiresIn')}
        data={[
          ...SPANS.map((days) => ({ value: String(days), label: t('days', { count: days }) })),
          { value: OTHER, label: t('otherDays') },
        ]}
        {...form.getInputProps('span')}
        error={form.errors['expiresInDays']}
      />
      {form.values.span === OTHER && (
        <NumberInput
          label={t('daysLabel')}
          required
          min={1}
          max={MOST_DAYS}
          allowDecimal={false}
          {...form.getInputProps('days')}
        />
      )}
    </EditorDialog>
  );
}

type Values = {
  name: string;
  role: ApiToken['role'];
  span: string;
  days: number | string;
};
