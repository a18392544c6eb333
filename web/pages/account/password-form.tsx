import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PasswordChange } from '../../../src/accounts/accounts.schema.ts';
import { useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { ApiError } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import { accountTexts } from '../../texts/account.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { errorText } from '../../ui/error-text.ts';
import { toast } from '../../ui/toast.ts';
import { Section } from './section.tsx';

/** A new password for oneself. */
export function PasswordForm() {
  const { t } = useTexts(accountTexts);
  const { username } = useUser();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = useMutation({
    mutationFn: () => {
      const body: PasswordChange = { currentPassword, newPassword };
      return call('POST', '/auth/password', { body });
    },
    onSuccess: () => {
      setCurrentPassword('');
      setNewPassword('');
      toast.good(t('passwordChanged'));
    },
  });
  const code = change.error instanceof ApiError ? change.error.code : '';
  const isCurrent = code === 'auth.current_password_wrong';
  const isNew = code.startsWith('users.password_');

  return (
    <Section title={t('password')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack gap="sm">
          {/* Tells a password manager whose password it is. */}
          <input type="text" autoComplete="username" value={username} readOnly hidden />
          <PasswordInput
            label={t('currentPassword')}
            required
            autoComplete="current-password"
            value={currentPassword}
            onChange={(event) => setCurrentPassword(event.currentTarget.value)}
            error={isCurrent && errorText(change.error)}
          />
          <PasswordInput
            label={t('newPassword')}
            description={t('passwordHint')}
            required
            autoComplete="new-password"
            value={newPassword}
            onChange={(event) => setNewPassword(event.currentTarget.value)}
            error={isNew && errorText(change.error)}
          />
          {!isCurrent && !isNew && <ErrorNote error={change.error} />}
          <Button type="submit" loading={change.isPending} w="fit-content">
            {t('changePassword')}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
