import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TransportItem } from '../../../src/transports/transports.schema.ts';
import type { WhatsappStatus } from '../../../src/transports/whatsapp.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { asked, useAnswer } from '../../lib/use-answer.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ChargesTable } from './charges-table.tsx';
import { CloudCard } from './cloud-card.tsx';
import { DeviceCard } from './device-card.tsx';
import { NotBuiltIn } from './not-built-in.tsx';
import { isMoving } from './standing.ts';
import { TransportList } from './transport-list.tsx';

/** Somebody sits before it with the phone in the hand. */
const MOVING_ASK_MS = 1_500;

/** How WhatsApp stands, and its two ways to be set up; events of the transports keep it up to date. */
export function WhatsappPage() {
  const { t } = useTexts(whatsappTexts);
  const mayChange = useMay('admin');
  const { data, error, refetch } = useQuery({
    ...asked<WhatsappStatus>('/whatsapp/status'),
    refetchInterval: ({ state }) => (state.data?.transports.some(isMoving) ? MOVING_ASK_MS : false),
  });
  const set = useAnswer<{ readonly items: readonly TransportItem[] }>(
    mayChange ? '/transports' : null,
  );
  const transports = data?.transports ?? [];
  const stateOf = (kind: string) => transports.find((one) => one.kind === kind);
  const itemOf = (kind: string) => set.data?.items.find((one) => one.kind === kind);
  const device = stateOf('whatsapp-web');
  const cloud = stateOf('whatsapp-cloud');
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <Stack gap="lg" maw={760}>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        <ErrorNote error={set.error} onRetry={() => void set.refetch()} />
        {!data && !error && <Skeleton height={200} />}
        {data && (
          <>
            {!device && !cloud && <NotBuiltIn />}
            {cloud && (
              <CloudCard state={cloud} item={itemOf(cloud.kind)} stuckEvents={data.stuckEvents} />
            )}
            {device && <DeviceCard state={device} item={itemOf(device.kind)} />}
            {cloud && <ChargesTable charges={data.charges} />}
            <TransportList
              transports={transports.filter((one) => one !== device && one !== cloud)}
            />
          </>
        )}
      </Stack>
    </>
  );
}
