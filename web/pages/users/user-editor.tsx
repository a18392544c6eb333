import { Alert, Switch, TextInput } from '@mantine/core';
import { isNotEmpty } from '@mantine/form';
import type { User } from '../../../src/accounts/users.schema.ts';
import { useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { passwordTexts } from '../../texts/password.ts';
import { usersTexts } from '../../texts/users.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { NewPasswordField, PASSWORD_LEAST } from '../../ui/new-password-field.tsx';
import { RoleChoice } from '../../ui/role-choice.tsx';
import { useEditor } from '../../ui/use-editor.ts';

export const PASSWORD_FIELD_OF = {
  'users.password_too_short': 'password',
  'users.password_too_long': 'password',
  'users.password_common': 'password',
  'users.password_own_name': 'password',
} as const;

const FIELD_OF = {
  ...PASSWORD_FIELD_OF,
  'users.username_taken': 'username',
  'users.username_invalid': 'username',
} as const;

/** Who somebody is and what they may do; a new user gets a first password too. */
export function UserEditor({
  row,
  onClose,
}: {
  readonly row: User | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(usersTexts);
  const { t: tc } = useTexts(commonTexts);
  const { t: tp } = useTexts(passwordTexts);
  const isOwn = useUser().id === row?.id;
  const { form, dialog } = useEditor({
    path: '/users',
    row,
    fieldOf: FIELD_OF,
    alsoRefresh: ['/auth', '/sessions'],
    toValues: (from) => ({
      username: from?.username ?? '',
      fullName: from?.fullName ?? '',
      email: from?.email ?? '',
      role: from?.role ?? 'viewer',
      isActive: from?.isActive ?? true,
      password: '',
    }),
    toBody: ({ username, fullName, email, role, isActive, password }) => ({
      username: username.trim(),
      fullName: fullName.trim() || null,
      email: email.trim() || null,
      role,
      ...(row ? { isActive } : { password }),
    }),
    validate: {
      username: isNotEmpty(tc('fieldRequired')),
      email: (email) =>
        email.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email.trim())
          ? null
          : t('emailWrong'),
      password: (password) =>
        row || password.length >= PASSWORD_LEAST ? null : tp('tooShort', { least: PASSWORD_LEAST }),
    },
    onSaved: onClose,
    // Who may log in is not left lying in a browser.
    toKept: () => undefined,
  });

  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: row.username }) : t('newTitle')}
      onClose={onClose}
    >
      {isOwn && (
        <Alert color="yellow" variant="light">
          {t('ownRoleHint')}
        </Alert>
      )}
      <TextInput
        label={t('username')}
        description={row ? t('usernameHint') : t('logInAlike')}
        required
        maxLength={100}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        {...form.getInputProps('username')}
      />
      {!row && (
        <NewPasswordField
          value={form.values.password}
          onChange={(password) => form.setFieldValue('password', password)}
          error={form.errors['password']}
        />
      )}
      <RoleChoice
        value={form.values.role}
        onChange={(role) => form.setFieldValue('role', role)}
        error={form.errors['role']}
      />
      <TextInput
        label={t('fullName')}
        maxLength={200}
        autoComplete="off"
        {...form.getInputProps('fullName')}
      />
      <TextInput
        label={t('email')}
        type="email"
        maxLength={254}
        autoComplete="off"
        {...form.getInputProps('email')}
      />
      {row && (
        <Switch
          label={t('isActive')}
          description={t('isActiveHint')}
          {...form.getInputProps('isActive', { type: 'checkbox' })}
        />
      )}
    </EditorDialog>
  );
}
