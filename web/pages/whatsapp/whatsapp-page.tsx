import { Skeleton, Stack } from '@mantine/core';
import type { WhatsappStatus } from '../../../src/chat/whatsapp.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { LinkSection } from './link-section.tsx';
import { NotBuiltIn } from './not-built-in.tsx';
import { TransportList } from './transport-list.tsx';

/** How WhatsApp stands; events of the transport keep it up to date. */
export function WhatsappPage() {
  const { t } = useTexts(whatsappTexts);
  const { data: status, error, refetch } = useAnswer<WhatsappStatus>('/whatsapp/status');
  const isBuiltIn = status?.transports.some(({ kind }) => kind.startsWith('whatsapp'));
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <Stack gap="lg" maw={760}>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {!status && !error && <Skeleton height={200} />}
        {status && (
          <>
            {isBuiltIn ? <LinkSection status={status} /> : <NotBuiltIn />}
            <TransportList transports={status.transports} />
          </>
        )}
      </Stack>
    </>
  );
}
