import { Button, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { SecondFactorBegun } from '../../../src/accounts/accounts.schema.ts';
import { useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { accountTexts } from '../../texts/account.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { RecoveryCodesNote } from './recovery-codes-note.tsx';
import { Section } from './section.tsx';

const BeginSecondFactor = lazyPart(() => import('./begin-second-factor.tsx'), 'BeginSecondFactor');
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
  const [begun, setBegun] = useState<SecondFactorBegun>();
  const [asking, setAsking] = useState<'begin' | 'remove'>();

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
      {!hasSecondFactor && !begun && (
        <Button w="fit-content" onClick={() => setAsking('begin')}>
          {t('begin')}
        </Button>
      )}
      <Suspense>
        {!hasSecondFactor && begun && (
          <LinkApp
            begun={begun}
            onOn={(recoveryCodes) => {
              setBegun(undefined);
              setCodes(recoveryCodes);
            }}
            onCancel={() => setBegun(undefined)}
          />
        )}
        {hasSecondFactor && !codes && (
          <Button variant="default" w="fit-content" onClick={() => setAsking('remove')}>
            {t('remove')}
          </Button>
        )}
        {asking === 'begin' && (
          <BeginSecondFactor
            onBegun={(made) => {
              setBegun(made);
              setAsking(undefined);
            }}
            onClose={() => setAsking(undefined)}
          />
        )}
        {asking === 'remove' && <RemoveSecondFactor onClose={() => setAsking(undefined)} />}
      </Suspense>
    </Section>
  );
}
