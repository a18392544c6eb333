import { PasswordInput, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { passwordTexts } from '../texts/password.ts';

export const PASSWORD_LEAST = 12;
const PASSWORD_MOST = 1_024;

/** A password for somebody: its rules are said before they are broken. What is guessed first, the server knows. */
export function NewPasswordField({
  label,
  value,
  onChange,
  error,
  isFirst = false,
}: {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly error?: ReactNode;
  /** Whether a dialog begins with it. */
  readonly isFirst?: boolean;
}) {
  const { t } = useTexts(passwordTexts);
  const missing = PASSWORD_LEAST - value.length;
  return (
    <div>
      <PasswordInput
        label={label ?? t('label')}
        description={t('rules', { least: PASSWORD_LEAST })}
        required
        autoComplete="new-password"
        maxLength={PASSWORD_MOST}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        // Mantine marks the frame of this one as wrong, not the field.
        aria-invalid={Boolean(error) || undefined}
        {...(isFirst ? { 'data-autofocus': true } : {})}
      />
      <Text size="xs" c="dimmed" role="status" mt={4}>
        {value !== '' && (missing > 0 ? t('missing', { count: missing }) : t('longEnough'))}
      </Text>
    </div>
  );
}
