import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { SecondFactorBegun } from '../../../src/accounts/accounts.schema.ts';
import { useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { accountTexts } from '../../texts/account.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { RecoveryCodesNote } from './recovery-codes-note.tsx';
import { Section } from './section.tsx';

const LinkApp = lazyPart(() => import('./link-app.tsx'), 'LinkApp');
const RemoveSecondFactor = lazyPart(
  () => import('./remove-second-factor.tsx'),
  'RemoveSecondFactor',
);

/** A code from the phone beside the password: on, being switched on, or off. */
export function SecondFactor() {
  const { t } = useTexts(accountTexts);
  const { hasSecondFactor } = useUser();
  const [codes, setCodes] = useState<readonly string[]>();
  const [isRemoving, setIsRemoving] = useState(false);
  const begin = useMutation({
    mutationFn: () => call<SecondFactorBegun>('POST', '/auth/second-factor'),
  });

  return (
    <Section
      title={t('secondFactor')}
      mark={
        <StatusBadge
          tone={hasSecondFactor ? 'good' : 'neutral'}
          label={hasSecondFactor ? t('isOn') : t('isOff')}
        />
      }
    >
      {codes && <RecoveryCodesNote codes={codes} onStored={() => setCodes(undefined)} />}
      {!codes && <Text size="sm">{t(hasSecondFactor ? 'onHint' : 'offHint')}</Text>}
      {!hasSecondFactor && !begin.data && (
        <>
          <ErrorNote error={begin.error} />
          <Button w="fit-content" loading={begin.isPending} onClick={() => begin.mutate()}>
            {t('begin')}
          </Button>
        </>
      )}
      <Suspense>
        {!hasSecondFactor && begin.data && (
          <LinkApp
            begun={begin.data}
            onOn={(recoveryCodes) => {
              begin.reset();
              setCodes(recoveryCodes);
            }}
            onCancel={() => begin.reset()}
          />
        )}
        {hasSecondFactor && !codes && (
          <Button variant="default" w="fit-content" onClick={() => setIsRemoving(true)}>
            {t('remove')}
          </Button>
        )}
        {isRemoving && <RemoveSecondFactor onClose={() => setIsRemoving(false)} />}
      </Suspense>
    </Section>
  );
}
