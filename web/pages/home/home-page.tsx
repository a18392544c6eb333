import { SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Overview } from '../../../src/bot/overview.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { asked } from '../../lib/use-answer.ts';
import { homeTexts } from '../../texts/home.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatInstant } from '../../ui/format-time.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { AttentionList } from './attention-list.tsx';
import { FirstSteps } from './first-steps.tsx';
import { OutboxCard } from './outbox-card.tsx';
import { SourcesCard } from './sources-card.tsx';
import { Today } from './today.tsx';
import { TransportsCard } from './transports-card.tsx';
import { VerdictNote } from './verdict-note.tsx';
import { concernsOf, verdictOf } from './verdict.ts';

/** Events tell what happens; that an hour is over, or that nothing happens any more, they do not. */
const ASK_AGAIN_MS = 60_000;

/** Is everything well? */
export function HomePage() {
  const { t } = useTexts(homeTexts);
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    ...asked<Overview>('/overview'),
    refetchInterval: ASK_AGAIN_MS,
  });
  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <Stack gap="lg">
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data ? <Whole overview={data} nowMs={dataUpdatedAt} /> : !error && <Waiting />}
      </Stack>
    </>
  );
}

function Whole({ overview, nowMs }: { readonly overview: Overview; readonly nowMs: number }) {
  const { t, language } = useTexts(homeTexts);
  const { sources, transports, outbox, today, version, startedAt } = overview;
  const concerns = concernsOf(overview, nowMs);
  const verdict = verdictOf(overview, concerns);
  const isNew = verdict.is === 'new';
  const answering = sources.filter(
    ({ connectionStatus }) => connectionStatus === 'connected',
  ).length;
  // What the first steps say already is not said twice.
  const listed = isNew
    ? concerns.filter(({ kind }) => kind !== 'no_sources' && kind !== 'no_triggers')
    : concerns;
  return (
    <>
      {isNew ? <FirstSteps /> : <VerdictNote verdict={verdict} sources={answering} />}
      {listed.length > 0 && (
        <AttentionList concerns={listed} oldestPendingAt={outbox.oldestPendingAt} />
      )}
      {!(isNew && today.messages === 0) && <Today today={today} />}
      {!isNew && (
        <SimpleGrid cols={{ base: 1, md: 3 }}>
          <SourcesCard sources={sources} />
          <TransportsCard transports={transports} />
          <OutboxCard outbox={outbox} />
        </SimpleGrid>
      )}
      <Text size="xs" c="dimmed">
        {t('version', { version, time: formatInstant(startedAt, language) })}
      </Text>
    </>
  );
}

function Waiting() {
  return (
    <>
      <Skeleton height={76} />
      <Skeleton height={220} />
      <Skeleton height={140} />
    </>
  );
}
