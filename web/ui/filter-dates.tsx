import { Text, TextInput } from '@mantine/core';
import { useTexts } from '../app/use-texts.ts';
import type { List } from '../lib/use-list.ts';
import { commonTexts } from '../texts/common.ts';

/** Narrows a list to the days from … to …, both whole: the route knows when a day begins at the site. */
export function FilterDates({
  list,
  from = 'from',
  to = 'to',
}: {
  readonly list: Pick<List<unknown>, 'filters' | 'setFilter'>;
  /** As the list’s route calls the first day. */
  readonly from?: string;
  /** As the list’s route calls the last day. */
  readonly to?: string;
}) {
  const { t } = useTexts(commonTexts);
  const firstDay = list.filters[from] ?? '';
  const lastDay = list.filters[to] ?? '';
  return (
    <>
      <TextInput
        type="date"
        aria-label={t('fromDay')}
        leftSection={
          <Text size="sm" c="dimmed" aria-hidden>
            {t('fromShort')}
          </Text>
        }
        leftSectionWidth={52}
        value={firstDay}
        max={lastDay || undefined}
        onChange={(event) => list.setFilter(from, event.currentTarget.value || null)}
      />
      <TextInput
        type="date"
        aria-label={t('toDay')}
        leftSection={
          <Text size="sm" c="dimmed" aria-hidden>
            {t('toShort')}
          </Text>
        }
        leftSectionWidth={52}
        value={lastDay}
        min={firstDay || undefined}
        onChange={(event) => list.setFilter(to, event.currentTarget.value || null)}
      />
    </>
  );
}
