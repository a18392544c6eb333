import type { User } from '../../../src/accounts/users.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { usersTexts } from '../../texts/users.ts';
import { formatInstant } from '../../ui/format-time.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

/** Whether a user may log in now. */
export function UserStatus({
  user: { isActive, lockedUntil },
}: {
  readonly user: Pick<User, 'isActive' | 'lockedUntil'>;
}) {
  const { t, language } = useTexts(usersTexts);
  if (!isActive) return <StatusBadge tone="neutral" label={t('disabled')} />;
  if (isLocked({ lockedUntil }) && lockedUntil !== null) {
    return (
      <StatusBadge
        tone="warning"
        label={t('locked', { time: formatInstant(lockedUntil, language) })}
      />
    );
  }
  return <StatusBadge tone="good" label={t('active')} />;
}

export function isLocked({ lockedUntil }: Pick<User, 'lockedUntil'>): boolean {
  return lockedUntil !== null && Date.parse(lockedUntil) > Date.now();
}
