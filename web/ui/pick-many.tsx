import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import { Loader, MultiSelect } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';
import { useOptions } from './use-options.ts';

/** Picks rows of a collection of the API, such as the groups a contact may ask for; the server searches. */
export function PickMany({
  path,
  label,
  description,
  placeholder,
  value,
  onChange,
  error,
  sort = 'name',
}: {
  readonly path: string;
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
  readonly error?: ReactNode;
  readonly sort?: string;
}) {
  const { t } = useTexts(commonTexts);
  const [typed, setTyped] = useState('');
  const { options, isLoading } = useOptions({
    path,
    typed,
    picked: value,
    goneLabel: t('gone'),
    sort,
  });
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={value.length === 0 ? placeholder : undefined}
      error={error}
      data={[...options]}
      value={[...value]}
      onChange={onChange}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched; what it found must not be searched again by other rules.
      filter={({ options: all }) => all}
      hidePickedOptions
      clearable
      nothingFoundMessage={isLoading ? t('loading') : t('nothingMatches')}
      rightSection={isLoading ? <Loader size={14} /> : undefined}
      clearButtonProps={{ 'aria-label': t('clear') }}
      maxDropdownHeight={260}
    />
  );
}
