import { Button, Skeleton, Stack, Text } from '@mantine/core';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { setupTexts } from '../../texts/setup.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ChatTrial } from './chat-trial.tsx';
import { NewAsker } from './new-asker.tsx';

/** A first talk with the bot, as somebody who may ask. */
export function TryStep({
  question,
  onDone,
}: {
  readonly question: string | undefined;
  readonly onDone: () => void;
}) {
  const { t } = useTexts(setupTexts);
  const contacts = useAnswer<{ items: readonly Contact[] }>('/contacts', {
    status: 'approved',
    limit: 50,
  });
  const asker = contacts.data?.items.find(({ grants }) => 'all' in grants);
  const from = asker && (asker.phone ?? asker.addresses[0]);

  return (
    <Stack>
      <Text>{t('tryHint')}</Text>
      {contacts.isPending && <Skeleton height={160} />}
      <ErrorNote error={contacts.error} onRetry={() => void contacts.refetch()} />
      {contacts.data &&
        (from ? (
          <ChatTrial from={from} name={asker?.name ?? undefined} question={question ?? 'help'} />
        ) : (
          <NewAsker />
        ))}
      <Button w="fit-content" variant={from ? 'filled' : 'subtle'} onClick={onDone}>
        {from ? t('next') : t('skip')}
      </Button>
    </Stack>
  );
}
