import { Button, Stack, Table, Text, useComputedColorScheme } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { formatInstant, formatNumber } from '../format-time.ts';
import { Chart } from './chart.tsx';
import { trendOption } from './trend-option.ts';
import type { TrendSeries } from './trend-option.ts';

const QUALITY_KEY = {
  good: 'qualityGood',
  questionable: 'qualityQuestionable',
  substituted: 'qualitySubstituted',
  bad: 'qualityBad',
} as const;

/** Readings over time as a picture, and as a table for who does not see it or wants the numbers. */
export function TrendChart({
  series,
  height = 240,
}: {
  /** Keep it stable with `useMemo`. */
  readonly series: readonly TrendSeries[];
  readonly height?: number;
}) {
  const { t, language } = useTexts(commonTexts);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [isTable, setIsTable] = useState(false);
  const option = useMemo(
    () => trendOption(series, { language, isDark: scheme === 'dark' }),
    [series, language, scheme],
  );
  const name = series.map((one) => one.name).join(', ');

  if (series.every(({ readings }) => readings.length === 0)) {
    return (
      <Text c="dimmed" size="sm">
        {t('chartEmpty')}
      </Text>
    );
  }
  return (
    <Stack gap={4}>
      {isTable ? (
        <div
          style={{ maxHeight: height * 1.5, overflow: 'auto' }}
          tabIndex={0}
          role="region"
          aria-label={t('chartLabel', { name })}
        >
          <Table captionSide="top" fz="sm">
            <Table.Caption>{t('chartLabel', { name })}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                {series.length > 1 && <Table.Th>{t('tag')}</Table.Th>}
                <Table.Th>{t('time')}</Table.Th>
                <Table.Th ta="end">{t('value')}</Table.Th>
                <Table.Th>{t('quality')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {series.flatMap((one) =>
                one.readings.map(({ timestamp, value, quality }, index) => (
                  <Table.Tr key={`${one.name} ${timestamp} ${index}`}>
                    {series.length > 1 && <Table.Td>{one.name}</Table.Td>}
                    <Table.Td>{formatInstant(timestamp, language, 'full')}</Table.Td>
                    <Table.Td ta="end">
                      {typeof value === 'number'
                        ? formatNumber(value, language, { maximumSignificantDigits: 6 })
                        : String(value ?? '–')}{' '}
                      {one.unit}
                    </Table.Td>
                    <Table.Td>{t(QUALITY_KEY[quality])}</Table.Td>
                  </Table.Tr>
                )),
              )}
            </Table.Tbody>
          </Table>
        </div>
      ) : (
        <Chart option={option} label={t('chartLabel', { name })} height={height} />
      )}
      <Button
        variant="subtle"
        size="compact-xs"
        w="fit-content"
        onClick={() => setIsTable((before) => !before)}
      >
        {isTable ? t('chartPicture') : t('chartTable')}
      </Button>
    </Stack>
  );
}
