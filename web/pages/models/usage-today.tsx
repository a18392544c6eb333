import { Group, Paper, Text, Title } from '@mantine/core';
import { useId } from 'react';
import type { AiModelUsage } from '../../../src/ai/ai-models.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { modelsTexts } from '../../texts/models.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useModelNumbers } from './use-model-numbers.ts';

/** What of today's limits is used up by all models together. */
export function UsageToday({ usage }: { readonly usage: AiModelUsage }) {
  const { t } = useTexts(modelsTexts);
  const { count, usd } = useModelNumbers();
  const titleId = useId();
  const { questions, tokens, tokensPerDay, usdPerDay, isCostKnown } = usage;
  // As the server holds them: a cost of nothing never uses a limit up.
  const isSpent = tokens >= tokensPerDay || (usage.usd > 0 && usage.usd >= usdPerDay);
  return (
    <Paper
      withBorder
      p="md"
      mb="md"
      maw={560}
      bg="var(--plantline-surface)"
      component="section"
      aria-labelledby={titleId}
    >
      <Group gap="sm" mb="xs">
        <Title order={2} size="h5" id={titleId}>
          {t('today')}
        </Title>
        {isSpent && <StatusBadge tone="warning" label={t('spent')} />}
      </Group>
      <FactList
        facts={[
          { label: t('questions'), value: count(questions) },
          {
            label: t('tokens'),
            value: t('usedOf', { used: count(tokens), limit: count(tokensPerDay) }),
          },
          {
            label: t('cost'),
            value: t(isCostKnown ? 'usedOf' : 'usedOfAtLeast', {
              used: usd(usage.usd),
              limit: usd(usdPerDay),
            }),
          },
        ]}
      />
      {!isCostKnown && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('costUnknownHint')}
        </Text>
      )}
      {isSpent && (
        <Text size="sm" mt="xs">
          {t('spentHint')}
        </Text>
      )}
    </Paper>
  );
}
