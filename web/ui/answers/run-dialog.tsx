import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { answersTexts } from '../../texts/answers.ts';
import { commonTexts } from '../../texts/common.ts';
import { ErrorNote } from '../error-note.tsx';
import { fieldTexts } from '../error-text.ts';
import { useAsked } from './use-asked.ts';
import type { Asking } from './use-asked.ts';
import { AnswerView } from './answer-view.tsx';
import { AskingFields } from './asking-fields.tsx';

/** Asks a stored trigger or group as somebody in the chat would, and shows the reply. Nothing is sent. */
export function RunDialog({
  path,
  name,
  hasArgs = true,
  children,
  onClose,
}: {
  /** Such as `/triggers/…/run`. */
  readonly path: string;
  readonly name: string;
  readonly hasArgs?: boolean;
  /** What should be known before. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts(answersTexts);
  const { t: tc } = useTexts(commonTexts);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  const [asking, setAsking] = useState<Asking>({ args: '', language });
  const [asked, setAsked] = useState<Asking>(asking);
  const args = asked.args.trim();
  const answer = useAsked(path, { ...(args ? { args } : {}), language: asked.language });

  const wrong = answer.isFetching ? [] : fieldTexts(answer.error);
  const argsError = wrong.find((issue) => issue.path === 'args')?.message;

  function ask(next: Asking): void {
    setAsked(next);
    if (JSON.stringify(next) === JSON.stringify(asked) && !answer.isFetching) void answer.refetch();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('runTitle', { name })}
      size="lg"
      fullScreen={isPhone}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask(asking);
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t('runHint')}
          </Text>
          {children}
          <AskingFields
            asking={asking}
            hasArgs={hasArgs}
            argsError={argsError}
            onChange={(next) => {
              setAsking(next);
              if (next.language !== asking.language) ask(next);
            }}
          />
          {!argsError && <ErrorNote error={answer.error} />}
          {(!answer.error || answer.isFetching) && (
            <AnswerView
              question={[name, args].filter(Boolean).join(' ')}
              answer={answer.data}
              isAsking={answer.isFetching}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {tc('close')}
            </Button>
            <Button
              type="submit"
              loading={answer.isFetching}
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
            >
              {t('runAgain')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
