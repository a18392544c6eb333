import { Table, Text, Title } from '@mantine/core';
import type { MessageCharge } from '../../../src/transports/transports.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { formatNumber } from '../../ui/format-time.ts';
import { toChargeRows } from './to-charge-rows.ts';
import classes from './whatsapp-page.module.css';

/** How many messages of each kind WhatsApp counted this month, charged or not. */
export function ChargesTable({ charges }: { readonly charges: readonly MessageCharge[] }) {
  const { t, language } = useTexts(whatsappTexts);
  const number = (value: number) => formatNumber(value, language);
  return (
    <section className={classes['card']} aria-label={t('chargesTitle')}>
      <Title order={2} size="h4" mb="xs">
        {t('chargesTitle')}
      </Title>
      {charges.length === 0 ? (
        <Text size="sm">{t('chargesNone')}</Text>
      ) : (
        <>
          <Table withRowBorders={false} w="fit-content">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('category')}</Table.Th>
                <Table.Th ta="right">{t('billable')}</Table.Th>
                <Table.Th ta="right">{t('free')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {toChargeRows(charges).map(({ category, billable, free }) => {
                const key = `category.${category}`;
                return (
                  <Table.Tr key={category}>
                    <Table.Td>{hasText(whatsappTexts, key) ? t(key) : category}</Table.Td>
                    <Table.Td ta="right">{number(billable)}</Table.Td>
                    <Table.Td ta="right">{number(free)}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed" mt="xs">
            {t('chargesHint')}
          </Text>
        </>
      )}
    </section>
  );
}
