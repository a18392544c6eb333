import type { Overview } from '../../../src/bot/overview.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { formatInstant, formatNumber } from '../../ui/format-time.ts';
import { Card } from './card.tsx';
import classes from './home-page.module.css';

/** What waits to be sent, and what could not be. */
export function OutboxCard({ outbox }: Pick<Overview, 'outbox'>) {
  const { t, language } = useTexts(homeTexts);
  const { pending, failed, oldestPendingAt } = outbox;
  return (
    <Card title={t('outbox')} to="/outbox">
      <dl className={classes['counts']}>
        <dt>{t('waiting')}</dt>
        <dd>{formatNumber(pending, language)}</dd>
        <dt>{t('failed')}</dt>
        <dd data-bad={failed > 0 || undefined}>{formatNumber(failed, language)}</dd>
        {oldestPendingAt !== null && (
          <>
            <dt>{t('oldest')}</dt>
            <dd>{formatInstant(oldestPendingAt, language)}</dd>
          </>
        )}
      </dl>
    </Card>
  );
}
