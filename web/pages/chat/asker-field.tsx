import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { chatTexts } from '../../texts/chat.ts';
import { contactLabel } from '../../ui/contact-label.ts';

const PAUSE_MS = 250;
const OPTIONS = 20;

/** Chooses who writes: a contact by name, or any phone number. Counts when picked, on Enter, and on leaving. */
export function AskerField({
  from,
  contact,
  onChange,
}: {
  readonly from: string;
  /** Whom the address belongs to, as far as that is known. */
  readonly contact: Contact | undefined;
  readonly onChange: (from: string) => void;
}) {
  const { t } = useTexts(chatTexts);
  const shown = contact ? contactLabel(contact) : from;
  const [typed, setTyped] = useState<string>();
  const q = usePaused((typed ?? '').trim(), PAUSE_MS);
  const { data } = useAnswer<{ items: readonly Contact[] }>('/contacts', {
    q,
    limit: OPTIONS,
    sort: 'name',
  });
  // Two contacts may share a name and have no phone; a list of labels can hold only one of them.
  const addressOf = new Map(
    (data?.items ?? []).flatMap((one) => {
      const address = one.phone ?? one.addresses[0];
      return address === undefined ? [] : [[contactLabel(one), address] as const];
    }),
  );

  function take(text: string): void {
    setTyped(undefined);
    const address = addressOf.get(text) ?? tidy(text);
    if (address !== '' && text !== shown) onChange(address);
  }

  return (
    <Autocomplete
      label={t('asker')}
      placeholder={t('askerPick')}
      data={[...addressOf.keys()]}
      filter={({ options }) => options}
      maxLength={128}
      maxDropdownHeight={260}
      value={typed ?? shown}
      onFocus={(event) => event.currentTarget.select()}
      onChange={setTyped}
      onOptionSubmit={take}
      onBlur={() => typed !== undefined && take(typed)}
      onKeyDown={(event) => {
        const isPicking = event.currentTarget.getAttribute('aria-activedescendant');
        if (event.key === 'Enter' && !isPicking && typed !== undefined) take(typed);
      }}
    />
  );
}

/** A phone number loses what people write between its digits. */
function tidy(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith('+') ? trimmed.replaceAll(/[\s().-]/gu, '') : trimmed;
}
