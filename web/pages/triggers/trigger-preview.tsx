import { Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { answersTexts } from '../../texts/answers.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { AnswerView } from '../../ui/answers/answer-view.tsx';
import { AskingFields } from '../../ui/answers/asking-fields.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { TriggerValues } from './trigger-values.ts';
import type { usePreview } from './use-preview.ts';

/** The reply beside the form, as it will look in WhatsApp. */
export function TriggerPreview({
  values: { name, type },
  preview,
  argsError,
  isMarked,
}: {
  readonly values: TriggerValues;
  readonly preview: ReturnType<typeof usePreview>;
  readonly argsError: string | undefined;
  /** What is wrong is said at the field it is about. */
  readonly isMarked: boolean;
}) {
  const { t } = useTexts(triggersTexts);
  const { t: ta } = useTexts(answersTexts);
  const { asking, setAsking, isWorthAsking, answer, error, isAsking, args } = preview;
  const question = [name.trim() || t('unnamed'), args].filter(Boolean).join(' ');
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {ta('reply')}
      </Title>
      <AskingFields
        asking={asking}
        onChange={setAsking}
        hasArgs={type !== 'text'}
        argsError={argsError}
      />
      {error && (isMarked ? <Blocked /> : <ErrorNote error={error} />)}
      {isWorthAsking && !error && (
        <AnswerView question={question} answer={answer} isAsking={isAsking} />
      )}
      {!isWorthAsking && (
        <Text size="sm" c="dimmed">
          {t(
            type === 'text'
              ? 'previewNeedsText'
              : type === 'query'
                ? 'previewNeedsQuery'
                : 'previewNeeds',
          )}
        </Text>
      )}
    </Stack>
  );
}

function Blocked() {
  const { t } = useTexts(triggersTexts);
  return (
    <Text size="sm" c="dimmed" role="status">
      {t('previewBlocked')}
    </Text>
  );
}
