import { Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import type { WhatsappCode } from '../../../src/chat/whatsapp.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { asked } from '../../lib/use-answer.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './whatsapp-page.module.css';

/** WhatsApp takes a code back after some twenty seconds. */
const ASK_AGAIN_MS = 3_000;

/** The code that a phone scans to be linked. */
export function LinkCode() {
  const { t } = useTexts(whatsappTexts);
  const { data, error, refetch } = useQuery({
    ...asked<WhatsappCode>('/whatsapp/qr'),
    refetchInterval: ASK_AGAIN_MS,
    staleTime: 0,
  });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={3} size="h5">
        {t('scanTitle')}
      </Title>
      <Text size="sm">{t('scanSteps')}</Text>
      <div className={classes['code']}>
        {data?.qr ? (
          <QRCodeSVG value={data.qr} size={240} marginSize={2} title={t('qrLabel')} role="img" />
        ) : (
          <Stack align="center" gap="xs">
            <Loader />
            <Text size="sm" c="dark.9">
              {t('qrWaiting')}
            </Text>
          </Stack>
        )}
      </div>
      <Text size="xs" c="dimmed">
        {t('scanRenewed')}
      </Text>
    </Stack>
  );
}
