import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTexts } from '../../app/use-texts.ts';
import { loginTexts } from '../../texts/login.ts';

const REASONS = {
  'auth.session_replaced': 'replaced',
  'auth.session_expired': 'expired',
  'auth.session_ended': 'ended',
} as const;

/** Why somebody who was signed in is asked for the password again. */
export function SignedOutNote({ reason }: { readonly reason: string | undefined }) {
  const { t } = useTexts(loginTexts);
  if (!isKnown(reason)) return null;
  return (
    <Alert role="status" variant="light" icon={<IconInfoCircle aria-hidden />}>
      {t(REASONS[reason])}
    </Alert>
  );
}

function isKnown(reason: string | undefined): reason is keyof typeof REASONS {
  return reason !== undefined && Object.hasOwn(REASONS, reason);
}
