import { PasswordInput, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecondFactorRemoval } from '../../../src/accounts/accounts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { accountTexts } from '../../texts/account.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { toast } from '../../ui/toast.ts';

/** Asks for the password before the second factor goes: an open browser must not be enough. */
export function RemoveSecondFactor({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts(accountTexts);
  const [currentPassword, setCurrentPassword] = useState('');
  const remove = useMutation({
    mutationFn: () => {
      const body: SecondFactorRemoval = { currentPassword };
      return call('DELETE', '/auth/second-factor', { body });
    },
    onSuccess: async () => {
      await refresh('/auth');
      toast.good(t('removed'));
      onClose();
    },
  });
  return (
    <EditorDialog
      title={t('removeTitle')}
      size="sm"
      isNew={false}
      isDirty={false}
      isSaving={remove.isPending}
      error={remove.error}
      submitLabel={t('remove')}
      onClose={onClose}
      onSubmit={(event) => {
        event?.preventDefault();
        remove.mutate();
      }}
    >
      <Text size="sm">{t('removeHint')}</Text>
      <PasswordInput
        label={t('currentPassword')}
        required
        data-autofocus
        autoComplete="current-password"
        value={currentPassword}
        onChange={(event) => setCurrentPassword(event.currentTarget.value)}
      />
    </EditorDialog>
  );
}
