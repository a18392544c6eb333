import { Button, Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { RunAnswer } from '../../../src/bot/runs.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answersTexts } from '../../texts/answers.ts';
import { PictureView } from '../charts/picture-view.tsx';
import { BubblePicture, ReplyBubble } from '../reply-bubble.tsx';
import classes from './answer-view.module.css';
import { FactsList } from './facts-list.tsx';
import { RowsTable } from './rows-table.tsx';

const FACTS_AT_FIRST = 8;

/** A question and its reply as they will look in WhatsApp, and below them the numbers as they were read. */
export function AnswerView({
  question,
  answer,
  isAsking,
}: {
  /** What a person sends. */
  readonly question: string;
  readonly answer: RunAnswer | undefined;
  readonly isAsking: boolean;
}) {
  const { t } = useTexts(answersTexts);
  return (
    <Stack gap="sm">
      <div className={classes['chat']} aria-busy={isAsking}>
        <ReplyBubble isOwn text={question} />
        <div aria-live="polite" data-old={(isAsking && answer !== undefined) || undefined}>
          {answer ? (
            <>
              <ReplyBubble text={answer.text || t('replyWithoutText')}>
                {!answer.pictures && <DrawnMedia media={answer.media} />}
              </ReplyBubble>
              {answer.pictures?.map((picture, index) => (
                <div key={String(index)} className={classes['picture']}>
                  <PictureView picture={picture} />
                </div>
              ))}
            </>
          ) : (
            isAsking && <Loader type="dots" size="sm" aria-label={t('running')} />
          )}
        </div>
        {answer?.rest ? (
          <Text size="xs" c="dimmed">
            {t('morePages', { count: answer.rest })}
          </Text>
        ) : null}
      </div>
      {answer?.rows && <RowsTable table={answer.rows} />}
      {answer && answer.facts.length > 0 && <Facts facts={answer.facts} />}
    </Stack>
  );
}

function DrawnMedia({ media }: Pick<RunAnswer, 'media'>) {
  const { t } = useTexts(answersTexts);
  return media
    .filter(({ mimeType }) => mimeType.startsWith('image/'))
    .map(({ url }) => <BubblePicture key={url} src={url} alt={t('reply')} />);
}

function Facts({ facts }: Pick<RunAnswer, 'facts'>) {
  const { t } = useTexts(answersTexts);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? facts : facts.slice(0, FACTS_AT_FIRST);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('facts')}
      </Text>
      <FactsList facts={shown} />
      {shown.length < facts.length && (
        <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => setIsWhole(true)}>
          {t('factsMore', { count: facts.length })}
        </Button>
      )}
    </Stack>
  );
}
