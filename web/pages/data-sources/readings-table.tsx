import { Table } from '@mantine/core';
import type { TagHistory } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { formatInstant } from '../../ui/format-time.ts';
import { formatReading } from './format-reading.ts';
import { QUALITY_WORDS } from './quality-words.ts';

/** Every reading of a span with its quality, for who wants the numbers or does not see the picture. */
export function ReadingsTable({ history }: { readonly history: TagHistory }) {
  const { t, language } = useTexts(commonTexts);
  const { tag, readings } = history;
  const label = t('chartLabel', { name: tag.name });
  return (
    <div
      style={{ maxHeight: '24rem', overflow: 'auto' }}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table captionSide="top" fz="sm">
        <Table.Caption>{label}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('time')}</Table.Th>
            <Table.Th ta="end">{t('value')}</Table.Th>
            <Table.Th>{t('quality')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {readings.map((reading, index) => (
            <Table.Tr key={`${reading.timestamp} ${index}`}>
              <Table.Td>{formatInstant(reading.timestamp, language, 'full')}</Table.Td>
              <Table.Td ta="end">{formatReading(reading, tag, language) ?? '–'}</Table.Td>
              <Table.Td>{t(QUALITY_WORDS[reading.quality])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
