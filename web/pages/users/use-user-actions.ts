import { useMutation } from '@tanstack/react-query';
import type { User } from '../../../src/accounts/users.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { usersTexts } from '../../texts/users.ts';
import { toast } from '../../ui/toast.ts';

type Wanted = {
  readonly user: User;
  readonly what: 'unlock' | 'removeFactor' | 'disable' | 'enable';
};

const SAYS = {
  unlock: 'unlocked',
  removeFactor: 'factorRemoved',
  disable: 'disabledNow',
  enable: 'enabledNow',
} as const;

/** What can be done with a user in one tap. */
export function useUserActions() {
  const { t } = useTexts(usersTexts);
  return useMutation({
    mutationFn: ask,
    onSuccess: (_answer, { what, user }) => toast.good(t(SAYS[what], { name: user.username })),
    onError: (error) => toast.bad(error),
    onSettled: () => refresh('/users', '/sessions'),
  });
}

async function ask({ user: { id, updatedAt }, what }: Wanted): Promise<void> {
  const path = `/users/${encodeURIComponent(id)}`;
  switch (what) {
    case 'unlock':
      await call('POST', `${path}/unlock`);
      return;
    case 'removeFactor':
      await call('DELETE', `${path}/second-factor`);
      return;
    case 'disable':
    case 'enable':
      await call('PATCH', path, { body: { isActive: what === 'enable', updatedAt } });
  }
}
