import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';
import { factValue } from '../answer-trace/fact-value.ts';
import type { ShownFact } from '../answer-trace/facts-table.tsx';
import { formatInstant } from '../format-time.ts';
import classes from './facts-list.module.css';

/** The numbers behind a reply where a table is too wide: beside a form, in a dialog. */
export function FactsList({ facts }: { readonly facts: readonly ShownFact[] }) {
  const { t, language } = useTexts(answerTraceTexts);
  return (
    <ul className={classes['list']}>
      {facts.map((fact, index) => (
        // The same tag may be read for several instants; a fact has no identity beyond its place.
        <li key={String(index)} className={classes['fact']}>
          <span className={classes['tag']}>{fact.tag}</span>
          <span className={classes['value']}>{factValue(fact, language) ?? t('noValue')}</span>
          <span className={classes['about']}>
            {[words('kind', fact.kind), spanOf(fact), words('quality', fact.quality), stateOf(fact)]
              .filter((part) => typeof part === 'string')
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );

  /** Of a digital value it is the value itself. */
  function stateOf({ state, value }: ShownFact): unknown {
    return state === value ? undefined : state;
  }

  function words(of: 'kind' | 'quality', code: string): string {
    const key = `${of}.${code}`;
    return hasText(answerTraceTexts, key) ? t(key) : code;
  }

  function spanOf({ start, end, timestamp }: ShownFact): string {
    if (typeof start !== 'string' || typeof end !== 'string') {
      return formatInstant(timestamp, language, 'full');
    }
    return t('span', { start: formatInstant(start, language), end: formatInstant(end, language) });
  }
}
