import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SetupBody, SignedIn } from '../../../src/accounts/accounts.schema.ts';
import { startSession } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { ApiError, fieldIssuesOf } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import { setupTexts } from '../../texts/setup.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { errorText } from '../../ui/error-text.ts';

const PASSWORD_LENGTH = 12;

/** The first administrator. */
export function AccountStep({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTexts(setupTexts);
  const [username, setUsername] = useState('');
  const [fullName, setFullName] = useState('');
  const [password, setPassword] = useState('');
  const create = useMutation({
    mutationFn: () => {
      const body: SetupBody = {
        username: username.trim(),
        password,
        fullName: fullName.trim() || null,
      };
      return call<SignedIn>('POST', '/setup', { body });
    },
    onSuccess: (signedIn) => {
      startSession(signedIn);
      onDone();
    },
  });
  const code = create.error instanceof ApiError ? create.error.code : '';
  const isPasswords = code.startsWith('users.password_');
  const nameIssue = fieldIssuesOf(create.error).find(({ path }) => path === 'username')?.message;
  const isNames = code.startsWith('users.username_') || nameIssue !== undefined;
  const missing = PASSWORD_LENGTH - [...password].length;

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack>
        <Text>{t('accountHint')}</Text>
        <TextInput
          label={t('username')}
          required
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={isNames && (nameIssue ?? errorText(create.error))}
        />
        <TextInput
          label={t('fullName')}
          description={t('fullNameHint')}
          autoComplete="name"
          maxLength={200}
          value={fullName}
          onChange={(event) => setFullName(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          description={t('passwordHint')}
          required
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={isPasswords && errorText(create.error)}
        />
        <Text size="sm" c="dimmed" role="status" mt={-8}>
          {password === ''
            ? ''
            : missing > 0
              ? t('passwordShort', { count: missing })
              : t('passwordLong')}
        </Text>
        {!isPasswords && !isNames && <ErrorNote error={create.error} />}
        <Button type="submit" loading={create.isPending} w="fit-content">
          {t('createAccount')}
        </Button>
      </Stack>
    </form>
  );
}
