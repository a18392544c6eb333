import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';

/** A person pauses this long when a word is typed. */
const PAUSE_MS = 250;

/** Asks for what is typed once the typing pauses. */
export function SearchBox({
  value,
  onSearch,
  label,
}: {
  readonly value: string;
  readonly onSearch: (text: string) => void;
  readonly label?: string;
}) {
  const { t } = useTexts(commonTexts);
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  if (value !== asked) {
    // Changed from outside: by "show everything", or the browser's back button.
    setAsked(value);
    setTyped(value);
  }

  useEffect(() => {
    if (typed === asked) return undefined;
    const timer = window.setTimeout(() => {
      setAsked(typed);
      onSearch(typed);
    }, PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [typed, asked, onSearch]);

  return (
    <TextInput
      type="search"
      aria-label={label ?? t('search')}
      placeholder={t('searchHint')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed !== '' && <CloseButton aria-label={t('clearSearch')} onClick={() => setTyped('')} />
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      maxLength={200}
      w="100%"
      maw={420}
    />
  );
}
