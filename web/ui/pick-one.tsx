import { Select } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';
import { useOptions } from './use-options.ts';

/** Picks a row of a collection of the API, such as a contact; the server searches. */
export function PickOne({
  path,
  label,
  isLabelHidden = false,
  description,
  placeholder,
  value,
  onChange,
  error,
  isRequired = false,
  startsOpen = false,
  sort,
}: {
  readonly path: string;
  readonly label: string;
  /** For a filter above a list, where the placeholder says it. */
  readonly isLabelHidden?: boolean;
  readonly description?: string;
  readonly placeholder?: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly error?: ReactNode;
  readonly isRequired?: boolean;
  /** Where somebody has just asked for it. */
  readonly startsOpen?: boolean;
  readonly sort?: string;
}) {
  const { t } = useTexts(commonTexts);
  const [typed, setTyped] = useState('');
  const picked = value === null ? [] : [value];
  const [pickedLabel, setPickedLabel] = useState('');
  const { options, isLoading } = useOptions({
    path,
    // What is picked stands in the field as text; nobody is looking for it.
    typed: typed === pickedLabel ? '' : typed,
    picked,
    goneLabel: t('gone'),
    sort,
  });
  const nameOfPicked = options.find((option) => option.value === value)?.label ?? '';
  if (nameOfPicked !== pickedLabel) setPickedLabel(nameOfPicked);
  return (
    <Select
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      description={description}
      placeholder={placeholder}
      error={error}
      required={isRequired}
      data={[...options]}
      value={value}
      onChange={onChange}
      {...(startsOpen ? { autoFocus: true, defaultDropdownOpened: true } : {})}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
      nothingFoundMessage={isLoading ? t('loading') : t('nothingMatches')}
      maxDropdownHeight={260}
    />
  );
}
