import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { WhatsappStatus } from '../../../src/chat/whatsapp.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useAction } from '../../lib/use-save.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { toast } from '../../ui/toast.ts';
import { linkState } from './link-state.ts';
import classes from './whatsapp-page.module.css';

const ConfirmDelete = lazyPart(() => import('../../ui/confirm-delete.tsx'), 'ConfirmDelete');
const LinkCode = lazyPart(() => import('./link-code.tsx'), 'LinkCode');

const TONES = {
  ready: 'good',
  linked: 'bad',
  connecting: 'waiting',
  notLinked: 'warning',
} as const;
const REFRESHES = { refreshes: ['/whatsapp', '/overview'] };

/** The link to WhatsApp: how it stands, and for administrators to make and to end it. */
export function LinkSection({ status }: { readonly status: WhatsappStatus }) {
  const { t } = useTexts(whatsappTexts);
  const mayLink = useMay('admin');
  const [isAsking, setIsAsking] = useState(false);
  const link = useAction<WhatsappStatus>('/whatsapp/connect', {
    ...REFRESHES,
    onDone: () => toast.good(t('linking')),
  });
  const unlink = useAction<WhatsappStatus>('/whatsapp/disconnect', {
    ...REFRESHES,
    onDone: () => {
      setIsAsking(false);
      toast.good(t('unlinked'));
    },
  });
  const state = linkState(status);

  return (
    <section className={classes['link']}>
      <Stack gap="sm">
        <Group gap="sm">
          <Title order={2} size="h4">
            {t('state')}
          </Title>
          <div role="status">
            <StatusBadge tone={TONES[state]} label={t(state)} />
          </div>
        </Group>
        <Text size="sm">
          {t(state === 'notLinked' && !mayLink ? 'notLinkedOther' : `${state}Text`)}
        </Text>
        <FactList
          facts={[
            ...(status.phoneNumber === null
              ? []
              : [{ label: t('phone'), value: status.phoneNumber }]),
            ...(status.botId === null ? [] : [{ label: t('botId'), value: status.botId }]),
            { label: t('reconnects'), value: status.reconnectAttempts },
            { label: t('lastChange'), value: <TimeText at={status.lastUpdate} /> },
          ]}
        />
        <ErrorNote error={link.error} />
        {mayLink && !status.isLinked && status.isInitializing && (
          <Suspense>
            <LinkCode />
          </Suspense>
        )}
        {mayLink && status.isLinked && (
          <Button variant="default" w="fit-content" onClick={() => setIsAsking(true)}>
            {t('unlink')}
          </Button>
        )}
        {mayLink && !status.isLinked && !status.isInitializing && (
          <Button w="fit-content" loading={link.isPending} onClick={() => link.mutate()}>
            {t('link')}
          </Button>
        )}
      </Stack>
      {isAsking && (
        <Suspense>
          <ConfirmDelete
            name={t('state')}
            title={t('unlinkTitle')}
            hint={t('unlinkText')}
            confirmLabel={t('unlink')}
            isBusy={unlink.isPending}
            onCancel={() => setIsAsking(false)}
            onConfirm={() => unlink.mutate()}
          >
            <ErrorNote error={unlink.error} />
          </ConfirmDelete>
        </Suspense>
      )}
    </section>
  );
}
