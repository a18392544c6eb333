import { useMutation } from '@tanstack/react-query';
import type { PresentPassword, SecondFactorBegun } from '../../../src/accounts/accounts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { accountTexts } from '../../texts/account.ts';
import { AskPassword } from './ask-password.tsx';

/** Begins to switch the second factor on, with the password: whose app it is, nobody else may decide. */
export function BeginSecondFactor({
  onBegun,
  onClose,
}: {
  readonly onBegun: (begun: SecondFactorBegun) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(accountTexts);
  const begin = useMutation({
    mutationFn: (body: PresentPassword) =>
      call<SecondFactorBegun>('POST', '/auth/second-factor', { body }),
    onSuccess: onBegun,
  });
  return (
    <AskPassword
      title={t('beginTitle')}
      hint={t('beginHint')}
      submitLabel={t('goOn')}
      isBusy={begin.isPending}
      error={begin.error}
      onSubmit={(currentPassword) => begin.mutate({ currentPassword })}
      onClose={onClose}
    />
  );
}
