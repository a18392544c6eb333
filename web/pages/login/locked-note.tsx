import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTexts } from '../../app/use-texts.ts';
import { ApiError } from '../../lib/api-error.ts';
import { loginTexts } from '../../texts/login.ts';
import { formatSeconds } from './use-countdown.ts';

/** That trying must wait, and how long still. */
export function LockedNote({
  error,
  secondsLeft,
}: {
  readonly error: unknown;
  readonly secondsLeft: number;
}) {
  const { t } = useTexts(loginTexts);
  const isLocked = error instanceof ApiError && error.code === 'auth.locked';
  const time = formatSeconds(secondsLeft);
  return (
    <Alert
      role="alert"
      color={secondsLeft > 0 ? 'yellow' : 'green'}
      variant="light"
      icon={<IconLock aria-hidden />}
      title={isLocked ? t('locked') : undefined}
    >
      {/* Read out once, not every second. */}
      <span aria-live="off">
        {secondsLeft === 0
          ? t('lockOver')
          : isLocked
            ? t('lockedFor', { time })
            : t('waitFor', { time })}
      </span>
    </Alert>
  );
}
