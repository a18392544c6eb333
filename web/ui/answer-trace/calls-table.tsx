import { Text } from '@mantine/core';
import type { SourceCall } from '../../../src/bot/messages.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';
import { formatNumber } from '../format-time.ts';
import { ScrollBox } from '../scroll-box.tsx';
import classes from './plain-table.module.css';

/** What data sources were asked for an answer, and how they answered; null when it was not noted. */
export function CallsTable({ calls }: { readonly calls: readonly SourceCall[] | null }) {
  const { t, language } = useTexts(answerTraceTexts);
  if (!calls || calls.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t(calls ? 'callsNone' : 'callsUnknown')}
      </Text>
    );
  }
  return (
    <ScrollBox className={classes['scroll']} label={t('calls')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('source')}</th>
            <th scope="col" className={classes['end']}>
              {t('tags')}
            </th>
            <th scope="col" className={classes['end']}>
              {t('duration')}
            </th>
            <th scope="col">{t('result')}</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(({ source, operation, tags, ms, ok, error }, index) => {
            const key = `operation.${operation}`;
            return (
              <tr key={String(index)}>
                <td>
                  {source}
                  <div className={classes['under']}>
                    {hasText(answerTraceTexts, key) ? t(key) : operation}
                  </div>
                </td>
                <td className={classes['end']}>{tags}</td>
                <td className={classes['end']}>{t('ms', { ms: formatNumber(ms, language) })}</td>
                <td className={ok ? undefined : classes['bad']}>
                  {ok ? t('ok') : `${t('failed')}${error ? ` (${error})` : ''}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}
