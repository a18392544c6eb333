import { NativeSelect } from '@mantine/core';
import { useTexts } from '../app/use-texts.ts';
import type { List } from '../lib/use-list.ts';
import { commonTexts } from '../texts/common.ts';
import classes from './filter-select.module.css';

/** Narrows a list to the rows that have one value in a field; "all" lets go of it. */
export function FilterSelect({
  list,
  name,
  label,
  options,
}: {
  readonly list: Pick<List<unknown>, 'filters' | 'setFilter'>;
  /** As the list's route calls the filter. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}) {
  const { t } = useTexts(commonTexts);
  return (
    <NativeSelect
      aria-label={label}
      className={classes['filter']}
      value={list.filters[name] ?? ''}
      onChange={(event) => list.setFilter(name, event.currentTarget.value || null)}
      data={[{ value: '', label: `${label}: ${t('all')}` }, ...options]}
    />
  );
}
