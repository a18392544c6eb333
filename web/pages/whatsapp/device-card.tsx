import { Button, Group } from '@mantine/core';
import { IconPlugConnected, IconQrcode, IconSettings, IconDeviceMobile } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { TransportItem, TransportState } from '../../../src/transports/transports.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useAction } from '../../lib/use-save.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { toast } from '../../ui/toast.ts';
import { isLinked } from './standing.ts';
import { TransportCard } from './transport-card.tsx';

const ConfirmDelete = lazyPart(() => import('../../ui/confirm-delete.tsx'), 'ConfirmDelete');
const LinkCode = lazyPart(() => import('./link-code.tsx'), 'LinkCode');
const PhoneDialog = lazyPart(() => import('./phone-dialog.tsx'), 'PhoneDialog');
const TransportEditor = lazyPart(() => import('./transport-editor.tsx'), 'TransportEditor');

const REFRESHES = { refreshes: ['/whatsapp', '/transports', '/overview'] };

/** Plantline as a device linked to a phone: how it stands, and for administrators to link it and to end the link. */
export function DeviceCard({
  state,
  item,
}: {
  readonly state: TransportState;
  /** Its settings; absent for who may not see them. */
  readonly item: TransportItem | undefined;
}) {
  const { t } = useTexts(whatsappTexts);
  const mayLink = useMay('admin');
  const [asking, setAsking] = useState<'unlink' | 'phone' | 'settings'>();
  const close = () => setAsking(undefined);
  const connect = useAction<unknown, { readonly phone?: string }>('/whatsapp/connect', {
    ...REFRESHES,
    onDone: close,
  });
  const stop = useAction('/whatsapp/disconnect', {
    ...REFRESHES,
    onDone: () => toast.good(t('linkingStopped')),
  });
  const unlink = useAction('/whatsapp/disconnect', {
    ...REFRESHES,
    onDone: () => {
      close();
      toast.good(t('unlinked'));
    },
  });
  const isLinking = state.phase === 'linking';
  const hasLink = isLinked(state);
  const mayGoOn = hasLink && state.phase === 'stopped';

  return (
    <TransportCard
      state={state}
      title={t('deviceTitle')}
      hint={t('deviceHint')}
      notice={t('deviceNotice')}
    >
      {asking !== 'phone' && <ErrorNote error={connect.error} />}
      <ErrorNote error={stop.error} />
      {mayLink && isLinking && (
        <Suspense>
          <LinkCode />
        </Suspense>
      )}
      {mayLink && (
        <Group gap="xs">
          {isLinking && (
            <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
              {t('stopLinking')}
            </Button>
          )}
          {mayGoOn && (
            <Button
              leftSection={<IconPlugConnected size={16} aria-hidden />}
              loading={connect.isPending}
              onClick={() => connect.mutate({})}
            >
              {t('connectAgain')}
            </Button>
          )}
          {!isLinking && !hasLink && (
            <>
              <Button
                leftSection={<IconQrcode size={16} aria-hidden />}
                loading={connect.isPending && asking !== 'phone'}
                onClick={() => connect.mutate({})}
              >
                {t('linkByQr')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconDeviceMobile size={16} aria-hidden />}
                onClick={() => {
                  connect.reset();
                  setAsking('phone');
                }}
              >
                {t('linkByPhone')}
              </Button>
            </>
          )}
          {hasLink && (
            <Button variant="default" onClick={() => setAsking('unlink')}>
              {t('unlink')}
            </Button>
          )}
          {item && (
            <Button
              variant="subtle"
              leftSection={<IconSettings size={16} aria-hidden />}
              onClick={() => setAsking('settings')}
            >
              {t('settings')}
            </Button>
          )}
        </Group>
      )}
      <Suspense>
        {asking === 'phone' && (
          <PhoneDialog
            isBusy={connect.isPending}
            error={connect.error}
            onCancel={close}
            onPhone={(phone) => connect.mutate({ phone })}
          />
        )}
        {asking === 'settings' && item && (
          <TransportEditor item={item} title={t('deviceTitle')} onClose={close} />
        )}
        {asking === 'unlink' && (
          <ConfirmDelete
            name={t('title')}
            title={t('unlinkTitle')}
            hint={t('unlinkText')}
            confirmLabel={t('unlink')}
            isBusy={unlink.isPending}
            onCancel={close}
            onConfirm={() => unlink.mutate()}
          >
            <ErrorNote error={unlink.error} />
          </ConfirmDelete>
        )}
      </Suspense>
    </TransportCard>
  );
}
