import { Button, Group, Text } from '@mantine/core';
import { IconSettings, IconStethoscope } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { TransportItem, TransportState } from '../../../src/transports/transports.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useSave } from '../../lib/use-save.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { toast } from '../../ui/toast.ts';
import { TransportCard } from './transport-card.tsx';
import { WebhookAddress } from './webhook-address.tsx';

const TransportEditor = lazyPart(() => import('./transport-editor.tsx'), 'TransportEditor');
const TransportTestDialog = lazyPart(
  () => import('./transport-test-dialog.tsx'),
  'TransportTestDialog',
);

/** Meta's Business Cloud API: how it stands, and for administrators to set it up, to test it and to switch it. */
export function CloudCard({
  state,
  item,
  stuckEvents,
}: {
  readonly state: TransportState;
  /** Its settings; absent for who may not see them. */
  readonly item: TransportItem | undefined;
  /** What Meta sent and could not be dealt with. */
  readonly stuckEvents: number;
}) {
  const { t } = useTexts(whatsappTexts);
  const mayChange = useMay('admin');
  const [shown, setShown] = useState<'settings' | 'test'>();
  const close = () => setShown(undefined);
  const title = t('cloudTitle');
  const change = useSave<TransportItem>('/transports', {
    alsoRefresh: ['/whatsapp'],
    onSaved: ({ active }) => toast.good(t(active ? 'isOn' : 'isOff', { title })),
  });

  return (
    <TransportCard state={state} title={title} hint={t('cloudHint')}>
      <ErrorNote error={change.error} />
      {stuckEvents > 0 && (
        <Text size="sm" c="var(--plantline-warning)">
          {t('stuck', { count: stuckEvents })}
        </Text>
      )}
      {mayChange && item && (
        <>
          <WebhookAddress given={item.webhookUrl} />
          <Group gap="xs">
            <Button
              variant={item.isSetUp ? 'default' : 'filled'}
              leftSection={<IconSettings size={16} aria-hidden />}
              onClick={() => setShown('settings')}
            >
              {t(item.isSetUp ? 'settings' : 'setUp')}
            </Button>
            {item.isSetUp && (
              <>
                <Button
                  variant="default"
                  leftSection={<IconStethoscope size={16} aria-hidden />}
                  onClick={() => setShown('test')}
                >
                  {t('test')}
                </Button>
                <Button
                  variant={item.active ? 'default' : 'filled'}
                  loading={change.isPending}
                  onClick={() => change.mutate({ id: item.kind, body: { active: !item.active } })}
                >
                  {t(item.active ? 'switchOff' : 'switchOn')}
                </Button>
              </>
            )}
          </Group>
        </>
      )}
      <Suspense>
        {shown === 'settings' && item && (
          <TransportEditor
            item={item}
            title={title}
            onClose={close}
            onSaved={() => setShown('test')}
          />
        )}
        {shown === 'test' && (
          <TransportTestDialog
            kind={state.kind}
            title={title}
            isConnecting={state.phase === 'connecting'}
            onClose={close}
            onEdit={() => setShown('settings')}
          />
        )}
      </Suspense>
    </TransportCard>
  );
}
