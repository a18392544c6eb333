import { Button, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import type { Overview } from '../../../src/bot/overview.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { homeTexts } from '../../texts/home.ts';
import { messagesTexts } from '../../texts/messages.ts';
import { formatNumber } from '../../ui/format-time.ts';
import { answerTime } from '../messages/answer-time.ts';
import { HourBars } from './hour-bars.tsx';
import { HourTable } from './hour-table.tsx';

/** The day by its hours as two small pictures, or as a table, which who can not see them gets anyway. */
export function HourCharts({ byHour }: Pick<Overview['today'], 'byHour'>) {
  const { t, language } = useTexts(homeTexts);
  const { t: tc } = useTexts(commonTexts);
  const { t: tm } = useTexts(messagesTexts);
  const [isTable, setIsTable] = useState(false);
  const count = (value: number) => formatNumber(value, language);
  const time = (ms: number) => answerTime(tm, ms, language);

  return (
    <>
      {!isTable && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="md" aria-hidden>
          <HourBars
            title={t('byHourMessages')}
            bars={byHour.map(({ hour, messages }) => ({ hour, value: messages }))}
            format={count}
          />
          <HourBars
            title={t('byHourMs')}
            bars={byHour.map(({ hour, p50Ms }) => ({ hour, value: p50Ms }))}
            format={time}
          />
        </SimpleGrid>
      )}
      <HourTable byHour={byHour} isHidden={!isTable} count={count} time={time} />
      <Button
        variant="subtle"
        size="compact-xs"
        mt="xs"
        aria-pressed={isTable}
        onClick={() => setIsTable((before) => !before)}
      >
        {tc(isTable ? 'chartPicture' : 'chartTable')}
      </Button>
    </>
  );
}
