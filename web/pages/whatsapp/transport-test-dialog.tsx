import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { TransportTest } from '../../../src/transports/transports.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAction } from '../../lib/use-save.ts';
import { commonTexts } from '../../texts/common.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './whatsapp-page.module.css';

/** Where connecting takes longer, the test says what is in the way. */
const CONNECTS_WITHIN_MS = 8_000;

/** Tests a transport when it is shown: step by step, what works and what does not. Nothing is sent. */
export function TransportTestDialog({
  kind,
  title,
  isConnecting,
  onClose,
  onEdit,
}: {
  readonly kind: string;
  /** It was just switched on: a test would only say so. */
  readonly isConnecting: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly onEdit: () => void;
}) {
  const { t } = useTexts(whatsappTexts);
  const { t: tc } = useTexts(commonTexts);
  const { mutate, data, error, isPending } = useAction<TransportTest>(`/transports/${kind}/test`, {
    refreshes: ['/whatsapp', '/transports', '/overview'],
  });
  const isStarted = useRef(false);
  useEffect(() => {
    const start = () => {
      // Once for each time it is opened, even where effects are run twice.
      if (isStarted.current) return;
      isStarted.current = true;
      mutate();
    };
    if (!isConnecting) start();
    const timer = window.setTimeout(start, CONNECTS_WITHIN_MS);
    return () => window.clearTimeout(timer);
  }, [mutate, isConnecting]);
  const isRunning = isPending || (!data && !error);
  const isGood = data?.status === 'success';
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('testTitle', { title })}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        <div role="status">
          {isRunning && (
            <Group gap="sm" wrap="nowrap">
              <Loader size="sm" aria-hidden />
              <Text size="sm">{t('testRunning')}</Text>
            </Group>
          )}
          {!isRunning && data && <Text fw={600}>{t(isGood ? 'testGood' : 'testBad')}</Text>}
          {!isRunning && data?.steps.length === 0 && <Text size="sm">{t('testNothing')}</Text>}
        </div>
        {!isRunning && data && data.steps.length > 0 && (
          <ol className={classes['steps']}>
            {data.steps.map((step) => (
              <li key={step.name}>
                <Step {...step} />
              </li>
            ))}
          </ol>
        )}
        {!isRunning && <ErrorNote error={error} />}
        {!isRunning && (
          <Group justify="flex-end">
            <Button variant="default" onClick={() => mutate()}>
              {t('testAgain')}
            </Button>
            <Button onClick={isGood ? onClose : onEdit}>
              {isGood ? tc('close') : t('settings')}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

function Step({ name, ok, message }: TransportTest['steps'][number]) {
  const { t, language } = useTexts(whatsappTexts);
  const { t: tc } = useTexts(commonTexts);
  const key = `step.${name}`;
  return (
    <>
      {ok ? (
        <IconCircleCheck
          size={20}
          color="var(--plantline-good)"
          aria-label={tc('yes')}
          role="img"
        />
      ) : (
        <IconCircleX size={20} color="var(--plantline-bad)" aria-label={tc('no')} role="img" />
      )}
      <div>
        <Text size="sm" fw={600}>
          {hasText(whatsappTexts, key) ? t(key) : name}
        </Text>
        <Text
          size="sm"
          c={ok ? 'dimmed' : ''}
          // The transport's own words are English whatever the page speaks.
          lang={language === 'en' ? undefined : 'en'}
        >
          {message}
        </Text>
      </div>
    </>
  );
}
