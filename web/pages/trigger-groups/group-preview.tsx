import { Button, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { TriggerGroup } from '../../../src/triggers/trigger-groups.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { answersTexts } from '../../texts/answers.ts';
import { triggerGroupsTexts } from '../../texts/trigger-groups.ts';
import { AnswerView } from '../../ui/answers/answer-view.tsx';
import { AskingFields } from '../../ui/answers/asking-fields.tsx';
import { useAsked } from '../../ui/answers/use-asked.ts';
import type { Asking } from '../../ui/answers/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { fieldTexts } from '../../ui/error-text.ts';

const PAUSE_MS = 600;

/** The reply of the group as it is stored, beside the form. */
export function GroupPreview({
  row,
  isDirty,
}: {
  readonly row: TriggerGroup | undefined;
  readonly isDirty: boolean;
}) {
  const { t, language } = useTexts(triggerGroupsTexts);
  const { t: ta } = useTexts(answersTexts);
  const [asking, setAsking] = useState<Asking>({ args: '', language });
  const paused = usePaused(asking, PAUSE_MS);
  const args = paused.args.trim();
  const path = `/trigger-groups/${encodeURIComponent(row?.id ?? '')}/run`;
  const answer = useAsked(
    path,
    row && row.triggerIds.length > 0
      ? { ...(args ? { args } : {}), language: paused.language }
      : null,
  );
  const wrong = answer.isFetching ? [] : fieldTexts(answer.error);
  const argsError = wrong.find((issue) => issue.path === 'args')?.message;
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {ta('reply')}
      </Title>
      {!row && (
        <Text size="sm" c="dimmed">
          {t('replyAfterCreate')}
        </Text>
      )}
      {row && (
        <>
          {isDirty && (
            <Text size="sm" c="var(--plantline-warning)">
              {t('replyOfStored')}
            </Text>
          )}
          <AskingFields asking={asking} onChange={setAsking} argsError={argsError} />
          {!argsError && <ErrorNote error={answer.isFetching ? null : answer.error} />}
          {row.triggerIds.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('membersEmpty')}
            </Text>
          ) : (
            (!answer.error || answer.isFetching) && (
              <AnswerView
                question={[row.name, args].filter(Boolean).join(' ')}
                answer={answer.data}
                isAsking={answer.isFetching}
              />
            )
          )}
          {row.triggerIds.length > 0 && (
            <Button
              variant="default"
              w="fit-content"
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              loading={answer.isFetching}
              onClick={() => void answer.refetch()}
            >
              {ta('runAgain')}
            </Button>
          )}
        </>
      )}
    </Stack>
  );
}
