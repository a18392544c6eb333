import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import type { RecoveryCodes, SecondFactorBegun } from '../../../src/accounts/accounts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { accountTexts } from '../../texts/account.ts';
import { commonTexts } from '../../texts/common.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './account-page.module.css';

const QR_PX = 184;

/** Gives the secret to an app and asks for a first code, so that nobody locks themselves out. */
export function LinkApp({
  begun: { secret, otpauthUrl },
  onOn,
  onCancel,
}: {
  readonly begun: SecondFactorBegun;
  readonly onOn: (recoveryCodes: readonly string[]) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTexts(accountTexts);
  const { t: tc } = useTexts(commonTexts);
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () =>
      call<RecoveryCodes>('POST', '/auth/second-factor/confirm', {
        body: { code: code.replaceAll(/\s/g, '') },
      }),
    onSuccess: async ({ recoveryCodes }) => {
      onOn(recoveryCodes);
      await refresh('/auth');
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('scan')}</Text>
        <div className={classes['qr']}>
          <QRCodeSVG value={otpauthUrl} size={QR_PX} role="img" aria-label={t('qrLabel')} />
        </div>
        <Text size="sm">{t('typeInstead')}</Text>
        <CopyText text={secret} />
        <TextInput
          label={t('code')}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <ErrorNote error={confirm.error} />
        <Group gap="xs">
          <Button type="submit" loading={confirm.isPending}>
            {t('confirm')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {tc('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
