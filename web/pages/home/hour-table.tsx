import { Box, VisuallyHidden } from '@mantine/core';
import type { Overview } from '../../../src/bot/overview.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { formatClock } from '../../ui/format-time.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import plain from '../../ui/answer-trace/plain-table.module.css';

/** A long heading must not make a narrow screen scroll. */
const MAY_BREAK = { whiteSpace: 'normal' } as const;

/** The hours of the day in numbers; while the pictures are shown only for who does not see them. */
export function HourTable({
  byHour,
  isHidden,
  count,
  time,
}: Pick<Overview['today'], 'byHour'> & {
  readonly isHidden: boolean;
  readonly count: (value: number) => string;
  readonly time: (ms: number) => string;
}) {
  const { t, language } = useTexts(homeTexts);
  const table = (
    <table className={plain['table']}>
      <caption>
        <VisuallyHidden>{t('byHourMessages')}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('hour')}</th>
          <th scope="col" className={plain['end']}>
            {t('messages')}
          </th>
          <th scope="col" className={plain['end']} style={MAY_BREAK}>
            {t('median')}
          </th>
        </tr>
      </thead>
      <tbody>
        {byHour.map(({ hour, messages, p50Ms }) => (
          <tr key={hour}>
            <th scope="row">{formatClock(hour, language)}</th>
            <td className={plain['end']}>{count(messages)}</td>
            <td className={plain['end']}>{p50Ms === null ? '–' : time(p50Ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (isHidden) return <VisuallyHidden component="div">{table}</VisuallyHidden>;
  return (
    <Box mt="md">
      <ScrollBox className={plain['scroll']} label={t('byHourMessages')}>
        {table}
      </ScrollBox>
    </Box>
  );
}
