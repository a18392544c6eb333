import { Code, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { queryPresetsTexts } from '../../texts/query-presets.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { boundExample, exampleQuestion } from './bound-example.ts';

/** The variables found in a query, with an example of what they are filled with. */
export function BoundList({ template }: { readonly template: string }) {
  const { t } = useTexts(queryPresetsTexts);
  const [nowMs] = useState(() => Date.now());
  const bound = boundExample(template, nowMs);
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {t('found')}
      </Text>
      {bound.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('foundNone')}
        </Text>
      ) : (
        <>
          <ScrollBox label={t('found')}>
            <Table fz="sm" withTableBorder>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('boundName')}</Table.Th>
                  <Table.Th>{t('bound')}</Table.Th>
                  <Table.Th>{t('boundFrom')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {bound.map(({ name, value, from }) => (
                  <Table.Tr key={name}>
                    <Table.Td>
                      <Code>{name}</Code>
                    </Table.Td>
                    <Table.Td>{value}</Table.Td>
                    <Table.Td>{t(from)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollBox>
          <Text size="sm" c="dimmed">
            {t('boundHint', { question: exampleQuestion(bound) })}
          </Text>
        </>
      )}
    </Stack>
  );
}
