import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { accountTexts } from '../../texts/account.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';

/** Asks for the present password before something goes on: an open browser must not be enough. */
export function AskPassword({
  title,
  hint,
  submitLabel,
  isBusy,
  error,
  onSubmit,
  onClose,
}: {
  readonly title: string;
  readonly hint: string;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (currentPassword: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(accountTexts);
  const [currentPassword, setCurrentPassword] = useState('');
  return (
    <EditorDialog
      title={title}
      size="sm"
      isNew={false}
      isDirty={false}
      isSaving={isBusy}
      error={error}
      submitLabel={submitLabel}
      onClose={onClose}
      onSubmit={(event) => {
        event?.preventDefault();
        onSubmit(currentPassword);
      }}
    >
      <Text size="sm">{hint}</Text>
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
