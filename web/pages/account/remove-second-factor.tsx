import { useMutation } from '@tanstack/react-query';
import type { PresentPassword } from '../../../src/accounts/accounts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { accountTexts } from '../../texts/account.ts';
import { toast } from '../../ui/toast.ts';
import { AskPassword } from './ask-password.tsx';

/** Switches the second factor off, with the password. */
export function RemoveSecondFactor({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts(accountTexts);
  const remove = useMutation({
    mutationFn: (body: PresentPassword) => call('DELETE', '/auth/second-factor', { body }),
    onSuccess: async () => {
      await refresh('/auth');
      toast.good(t('removed'));
      onClose();
    },
  });
  return (
    <AskPassword
      title={t('removeTitle')}
      hint={t('removeHint')}
      submitLabel={t('remove')}
      isBusy={remove.isPending}
      error={remove.error}
      onSubmit={(currentPassword) => remove.mutate({ currentPassword })}
      onClose={onClose}
    />
  );
}
