import { VisuallyHidden } from '@mantine/core';
import type { ChartSeries, TrendPicture } from '../../../src/charts/picture.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import type { Language } from '../../app/languages.ts';
import { commonTexts } from '../../texts/common.ts';
import { formatNumber } from '../format-time.ts';

const UNKNOWN = '–';

/** What a trend shows, for who does not see it: of each line the newest, least and greatest value. */
export function TrendSummary({ picture }: { readonly picture: TrendPicture }) {
  const { t, language } = useTexts(commonTexts);
  return (
    <VisuallyHidden>
      <table>
        <caption>{t('chartLabel', { name: picture.title })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('tag')}</th>
            <th scope="col">{t('chartLast')}</th>
            <th scope="col">{t('chartMinimum')}</th>
            <th scope="col">{t('chartMaximum')}</th>
          </tr>
        </thead>
        <tbody>
          {picture.series.map((series, index) => (
            <tr key={String(index)}>
              <th scope="row">{series.label}</th>
              <td>{lastOf(series, language)}</td>
              <td>{inNumbers(series, series.minimum, language)}</td>
              <td>{inNumbers(series, series.maximum, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}

function lastOf(series: ChartSeries, language: Language): string {
  if (series.form !== 'digital') return inNumbers(series, series.last, language);
  const state = series.points.at(-1)?.[1];
  return state === null || state === undefined ? UNKNOWN : (series.states?.[state] ?? UNKNOWN);
}

function inNumbers(
  { decimals, unit }: ChartSeries,
  value: number | null | undefined,
  language: Language,
): string {
  if (value === null || value === undefined) return UNKNOWN;
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return [formatNumber(value, language, options), unit].filter(Boolean).join(' ');
}
