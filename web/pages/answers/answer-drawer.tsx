import { Alert, Anchor, Code, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AiAnswerWithCalls } from '../../../src/ai/ai-answers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { plainAnswersTexts } from '../../texts/plain-answers.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { ReplyBubble } from '../../ui/reply-bubble.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { ReadableJson } from './readable-json.tsx';

/** One question: how it was understood, what was read for it, what was said. */
export function AnswerDrawer({
  answer,
  onClose,
}: {
  readonly answer: AiAnswerWithCalls;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts(plainAnswersTexts);
  const { t: tc } = useTexts(commonTexts);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { question, outcome, createdAt, messageId, plan, calls, path, model } = answer;
  const { inputTokens, outputTokens, costUsd } = answer;
  const number = (value: number, digits = 0) =>
    formatNumber(value, language, { maximumFractionDigits: digits });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isPhone ? '100%' : 'lg'}
      title={answer.sender ?? t('another')}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        <Group gap="sm">
          <OutcomeBadge outcome={outcome} />
          <Text size="sm">
            <TimeText at={createdAt} />
          </Text>
        </Group>
        <ReplyBubble isOwn text={question} />
        {answer.answer ? (
          <ReplyBubble text={answer.answer} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('noAnswer')}
          </Text>
        )}
        {outcome === 'replaced' && (
          <Alert color="yellow" variant="light">
            {t('replacedHint')}
          </Alert>
        )}
        {messageId !== null && (
          <Anchor
            size="sm"
            renderRoot={(root) => <Link to="/messages" search={{ open: messageId }} {...root} />}
          >
            {t('toMessage')}
          </Anchor>
        )}
        <Part title={t('plan')} none={plan.length === 0 ? t('planNone') : undefined}>
          {plan.map(({ tool, input }, index) => (
            <div key={String(index)}>
              <Code>{tool}</Code>
              <ReadableJson label={`${t('plan')}: ${tool}`} value={input} />
            </div>
          ))}
        </Part>
        <Part title={t('calls')} none={calls.length === 0 ? t('callsNone') : undefined}>
          {calls.map(({ tool, input, ms, result, error }, index) => (
            <div key={String(index)}>
              <Group gap="xs">
                <Code>{tool}</Code>
                <Text size="sm" c="dimmed">
                  {t('ms', { ms: number(ms) })}
                </Text>
              </Group>
              {error !== undefined && (
                <Text size="sm" c="var(--plantline-bad)">
                  {t('failed', { error })}
                </Text>
              )}
              <ReadableJson label={t('input')} value={input} isFolded />
              {result !== undefined && <ReadableJson label={t('result')} value={result} isFolded />}
            </div>
          ))}
        </Part>
        <FactList
          facts={[
            { label: t('path'), value: model ?? t(`path.${path}`) },
            { label: t('took'), value: t('ms', { ms: number(answer.ms) }) },
            ...(answer.intent ? [{ label: t('intent'), value: answer.intent }] : []),
            ...(inputTokens === null && outputTokens === null
              ? []
              : [
                  {
                    label: t('tokens'),
                    value: `${number(inputTokens ?? 0)} / ${number(outputTokens ?? 0)}`,
                  },
                ]),
            ...(costUsd === null
              ? []
              : [{ label: t('cost'), value: t('usd', { amount: number(costUsd, 6) }) }]),
            {
              label: t('feedback'),
              value: answer.feedback ? t(`feedback.${answer.feedback}`) : t('none'),
            },
          ]}
        />
      </Stack>
    </Drawer>
  );
}

function Part({
  title,
  none,
  children,
}: {
  readonly title: string;
  readonly none: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      {none === undefined ? (
        <Stack gap="sm">{children}</Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
    </section>
  );
}
