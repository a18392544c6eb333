import { Combobox, Loader, Text, TextInput, useCombobox } from '@mantine/core';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';
import { errorText } from './error-text.ts';
import classes from './search-picker.module.css';

export type PickerOption = {
  readonly value: string;
  readonly label: string;
  /** What helps to tell it from others. */
  readonly hint?: string | undefined;
  readonly isPicked?: boolean;
};

/** Finds things by typing and picks them one after the other. The options are whatever `onSearch` leads to. */
export function SearchPicker({
  label,
  description,
  placeholder,
  nothingFound,
  options,
  onSearch,
  onPick,
  isSearching,
  error,
  problem,
  isDisabled = false,
}: {
  readonly label: string;
  readonly description?: string;
  readonly placeholder: string;
  readonly nothingFound: string;
  readonly options: readonly PickerOption[];
  readonly onSearch: (text: string) => void;
  readonly onPick: (value: string) => void;
  readonly isSearching: boolean;
  /** Of the search. */
  readonly error: unknown;
  /** Of the field. */
  readonly problem?: string | undefined;
  readonly isDisabled?: boolean;
}) {
  const { t } = useTexts(commonTexts);
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const isOpen = combobox.dropdownOpened;
  const first = options[0]?.value;
  // Enter takes what stands first: of what was typed, not of what was found for something else before.
  useEffect(() => {
    if (!isOpen || typed === '' || first === undefined) return;
    if (isSearching) combobox.resetSelectedOption();
    else combobox.selectFirstOption();
    // The store is new at every drawing; only what is shown decides.
  }, [isOpen, typed, first, isSearching]);

  function type(text: string): void {
    setTyped(text);
    onSearch(text);
  }

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => {
        onPick(value);
        type('');
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          label={label}
          description={description}
          placeholder={placeholder}
          error={problem}
          disabled={isDisabled}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            isSearching && isOpen ? <Loader size={16} aria-label={t('loading')} /> : null
          }
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          value={typed}
          onChange={(event) => {
            type(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            // Enter picks; it must not send the form around the field.
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={label}>
          {options.map((option) => (
            <Combobox.Option key={option.value} value={option.value}>
              <Text span size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                {option.label}
              </Text>
              {option.isPicked && (
                <IconCheck size={14} aria-hidden style={{ marginInlineStart: 6 }} />
              )}
              {option.hint && (
                <Text size="xs" className={classes['hint']}>
                  {option.hint}
                </Text>
              )}
            </Combobox.Option>
          ))}
          {options.length === 0 && (
            <Combobox.Empty>
              {error ? errorText(error) : isSearching ? t('loading') : nothingFound}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
