import { Anchor, Button, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../../src/bot/overview.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { messagesTexts } from '../../texts/messages.ts';
import { formatNumber } from '../../ui/format-time.ts';
import { answerTime } from '../messages/answer-time.ts';
import classes from './home-page.module.css';
import { HourCharts } from './hour-charts.tsx';

/** The messages of today: how many, how answered, how fast. */
export function Today({ today }: Pick<Overview, 'today'>) {
  const { t, language } = useTexts(homeTexts);
  const { t: tm } = useTexts(messagesTexts);
  const mayChat = useMay('user');
  const { messages, answered, failed, spam, p50Ms, p95Ms, byHour } = today;
  const count = (value: number) => formatNumber(value, language);
  const time = (ms: number | null) => (ms === null ? '–' : answerTime(tm, ms, language));

  return (
    <section className={classes['card']}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {t('today')}
        </Title>
        {messages > 0 && (
          <Anchor size="sm" renderRoot={(root) => <Link to="/messages" {...root} />}>
            {t('seeMessages')}
          </Anchor>
        )}
      </Group>
      {messages === 0 ? (
        <>
          <Text size="sm" c="dimmed">
            {t('todayNone')}
          </Text>
          {mayChat && (
            <Button
              variant="default"
              size="xs"
              mt="sm"
              renderRoot={(root) => <Link to="/chat" {...root} />}
            >
              {t('tryChat')}
            </Button>
          )}
        </>
      ) : (
        <>
          <SimpleGrid
            component="dl"
            cols={{ base: 2, sm: 3, lg: 6 }}
            className={classes['figures']}
          >
            <Figure label={t('messages')} value={count(messages)} />
            <Figure label={t('answered')} value={count(answered)} />
            <Figure label={t('wentWrong')} value={count(failed)} isBad={failed > 0} />
            <Figure label={t('spam')} value={count(spam)} />
            <Figure label={t('median')} value={time(p50Ms)} />
            <Figure label={t('p95')} value={time(p95Ms)} />
          </SimpleGrid>
          <HourCharts byHour={byHour} />
        </>
      )}
    </section>
  );
}

function Figure({
  label,
  value,
  isBad = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly isBad?: boolean;
}) {
  return (
    <div className={classes['figure']}>
      <dt>{label}</dt>
      <dd data-bad={isBad || undefined}>{value}</dd>
    </div>
  );
}
