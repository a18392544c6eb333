import { Button, Loader, Stack, Text, Title } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import type { WhatsappCode } from '../../../src/transports/whatsapp.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { putIntoClipboard } from '../../lib/put-into-clipboard.ts';
import { asked } from '../../lib/use-answer.ts';
import { commonTexts } from '../../texts/common.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { toast } from '../../ui/toast.ts';
import { Countdown } from './countdown.tsx';
import classes from './whatsapp-page.module.css';

/** A code counts for twenty seconds; the next one must not be late. */
const ASK_AGAIN_MS = 1_500;

/** What a phone needs to be linked: the picture it scans, or the letters that are typed into it. */
export function LinkCode() {
  const { t } = useTexts(whatsappTexts);
  const { data, error, refetch } = useQuery({
    ...asked<WhatsappCode>('/whatsapp/qr'),
    refetchInterval: ASK_AGAIN_MS,
    staleTime: 0,
  });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (data?.pairingCode) return <TypedCode {...data} pairingCode={data.pairingCode} />;
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
      {data?.qr && <Countdown key={data.qr} until={data.expiresAt} then={t('renewed')} />}
    </Stack>
  );
}

function TypedCode({
  pairingCode,
  expiresAt,
}: Pick<WhatsappCode, 'expiresAt'> & { readonly pairingCode: string }) {
  const { t } = useTexts(whatsappTexts);
  const { t: tc } = useTexts(commonTexts);
  const shown = grouped(pairingCode);

  async function copy(): Promise<void> {
    if (await putIntoClipboard(shown)) toast.good(tc('copied'));
    else toast.sorry(tc('copyFailed'));
  }

  return (
    <Stack gap="xs" align="flex-start">
      <Title order={3} size="h5">
        {t('typeTitle')}
      </Title>
      <Text size="sm">{t('typeSteps')}</Text>
      <output className={classes['typed']} aria-label={t('pairingCode')}>
        {shown}
      </output>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCopy size={14} aria-hidden />}
        aria-label={tc('copyNamed', { name: t('pairingCode') })}
        onClick={() => void copy()}
      >
        {tc('copy')}
      </Button>
      <Countdown key={pairingCode} until={expiresAt} />
    </Stack>
  );
}

/** In two halves, as the phone asks for it. */
function grouped(code: string): string {
  return code.includes('-') ? code : `${code.slice(0, 4)}-${code.slice(4)}`;
}
