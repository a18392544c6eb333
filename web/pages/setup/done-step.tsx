import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/use-texts.ts';
import { setupTexts } from '../../texts/setup.ts';
import classes from './setup-page.module.css';

const NEXT = [
  { to: '/whatsapp', text: 'doneWhatsapp', hint: 'doneWhatsappHint' },
  { to: '/triggers', text: 'doneTriggers', hint: 'doneTriggersHint' },
  { to: '/contacts', text: 'doneContacts', hint: 'doneContactsHint' },
  { to: '/account', text: 'doneAccount', hint: 'doneAccountHint' },
] as const;

/** Where to go from here. */
export function DoneStep() {
  const { t } = useTexts(setupTexts);
  return (
    <Stack>
      <Text>{t('doneHint')}</Text>
      {NEXT.map(({ to, text, hint }) => (
        <Link key={to} to={to} className={classes['next']}>
          <Text fw={600}>{t(text)}</Text>
          <Text size="sm" c="dimmed">
            {t(hint)}
          </Text>
        </Link>
      ))}
      <Button w="fit-content" renderRoot={(root) => <Link to="/" {...root} />}>
        {t('toHome')}
      </Button>
    </Stack>
  );
}
