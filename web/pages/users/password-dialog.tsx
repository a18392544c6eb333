import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { User } from '../../../src/accounts/users.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { ApiError } from '../../lib/api-error.ts';
import { useSave } from '../../lib/use-save.ts';
import { passwordTexts } from '../../texts/password.ts';
import { usersTexts } from '../../texts/users.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { errorText } from '../../ui/error-text.ts';
import { NewPasswordField, PASSWORD_LEAST } from '../../ui/new-password-field.tsx';
import { toast } from '../../ui/toast.ts';

/** Gives a user another password. */
export function PasswordDialog({
  user,
  onClose,
}: {
  readonly user: User;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(usersTexts);
  const { t: tp } = useTexts(passwordTexts);
  const { id, username: name } = user;
  const form = useForm({
    initialValues: { password: '' },
    validate: {
      password: (password) =>
        password.length >= PASSWORD_LEAST ? null : tp('tooShort', { least: PASSWORD_LEAST }),
    },
  });
  const save = useSave<User>('/users', {
    alsoRefresh: ['/sessions'],
    onSaved: () => {
      toast.good(t('passwordSet', { name }));
      onClose();
    },
  });
  const isPasswords =
    save.error instanceof ApiError && save.error.code.startsWith('users.password_');

  return (
    <EditorDialog
      title={t('newPasswordTitle', { name })}
      isNew={false}
      isDirty={form.isDirty()}
      isSaving={save.isPending}
      error={isPasswords ? null : save.error}
      submitLabel={t('setPassword')}
      onClose={onClose}
      onSubmit={form.onSubmit(({ password }) => save.mutate({ id, body: { password } }))}
    >
      <Text size="sm">{t('newPasswordHint')}</Text>
      <NewPasswordField
        label={t('newPassword')}
        isFirst
        value={form.values.password}
        onChange={(password) => {
          if (isPasswords) save.reset();
          form.setFieldValue('password', password);
        }}
        error={form.errors['password'] ?? (isPasswords && errorText(save.error))}
      />
    </EditorDialog>
  );
}
