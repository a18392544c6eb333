import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Contact, NewContact } from '../../../src/chat/contacts.schema.ts';
import { useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { fieldIssuesOf } from '../../lib/api-error.ts';
import { useSave } from '../../lib/use-save.ts';
import { setupTexts } from '../../texts/setup.ts';
import { ErrorNote } from '../../ui/error-note.tsx';

/** Makes the administrator the first contact: strangers are not answered. */
export function NewAsker() {
  const { t, language } = useTexts(setupTexts);
  const { fullName, username } = useUser();
  const [name, setName] = useState(fullName ?? username);
  const [phone, setPhone] = useState('');
  const save = useSave<Contact>('/contacts');
  const issue = fieldIssuesOf(save.error).find(({ path }) => path === 'phone')?.message;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const body: NewContact = {
          name: name.trim() || null,
          phone: phone.trim(),
          status: 'approved',
          grants: { all: true },
          language,
        };
        save.mutate({ body });
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('yourName')}
          maxLength={256}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('phone')}
          description={t('phoneHint')}
          placeholder={t('phoneExample')}
          required
          type="tel"
          autoComplete="tel"
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
          error={issue}
        />
        {issue === undefined && <ErrorNote error={save.error} />}
        <Button type="submit" loading={save.isPending} w="fit-content">
          {t('startChat')}
        </Button>
      </Stack>
    </form>
  );
}
