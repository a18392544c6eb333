import { Text } from '@mantine/core';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';
import { formatInstant } from '../format-time.ts';
import { ScrollBox } from '../scroll-box.tsx';
import { factValue } from './fact-value.ts';
import classes from './plain-table.module.css';

/** A number of a reply as it was read, wherever it comes from: a message, an outbox row, a preview. */
export type ShownFact = {
  readonly source: string;
  readonly tag: string;
  readonly value: number | string | boolean | null;
  readonly unit: string | null;
  readonly timestamp: string;
  readonly quality: string;
  readonly kind: string;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly state?: string | undefined;
};

/** The numbers behind a reply, each with its unit, instant and quality. */
export function FactsTable({ facts }: { readonly facts: readonly ShownFact[] }) {
  const { t, language } = useTexts(answerTraceTexts);
  if (facts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('factsNone')}
      </Text>
    );
  }
  return (
    <ScrollBox className={classes['scroll']} label={t('facts')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('tag')}</th>
            <th scope="col" className={classes['end']}>
              {t('value')}
            </th>
            <th scope="col">{t('at')}</th>
            <th scope="col">{t('quality')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact, index) => (
            <tr key={String(index)}>
              <td>
                {fact.tag}
                <div className={classes['under']}>{fact.source}</div>
              </td>
              <td className={classes['end']}>
                {factValue(fact, language) ?? t('noValue')}
                {fact.kind !== 'value' && (
                  <div className={classes['under']}>{words('kind', fact.kind)}</div>
                )}
              </td>
              <td>
                {fact.start !== undefined && fact.end !== undefined ? (
                  <>
                    <span className={classes['whole']}>{instant(fact.start)} –</span>{' '}
                    <span className={classes['whole']}>{instant(fact.end)}</span>
                  </>
                ) : (
                  <span className={classes['whole']}>{instant(fact.timestamp)}</span>
                )}
              </td>
              <td className={fact.quality === 'bad' ? classes['bad'] : undefined}>
                {words('quality', fact.quality)}
                {fact.state !== undefined && ` (${fact.state})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );

  function words(of: 'kind' | 'quality', code: string): string {
    const key = `${of}.${code}`;
    return hasText(answerTraceTexts, key) ? t(key) : code;
  }

  function instant(at: string): string {
    return formatInstant(at, language, 'seconds');
  }
}
