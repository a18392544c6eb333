import { Paper, Progress, Stack, Text } from '@mantine/core';
import '@mantine/core/styles/Progress.css';
import { useTexts } from '../../app/use-texts.ts';
import { importTexts } from '../../texts/import.ts';

/** How far something is, as a bar and a number. */
export function ProgressCard({
  title,
  hint,
  part,
}: {
  readonly title: string;
  readonly hint?: string | undefined;
  /** From 0 to 1. */
  readonly part: number;
}) {
  const { t } = useTexts(importTexts);
  const percent = Math.floor(Math.min(Math.max(part, 0), 1) * 100);
  return (
    <Paper withBorder p="md" bg="var(--plantline-surface)">
      <Stack gap="xs">
        <Text fw={600} role="status" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
        <Progress value={percent} aria-label={title} animated />
        <Text size="sm" c="dimmed">
          {t('percent', { percent })}
          {hint && ` · ${hint}`}
        </Text>
      </Stack>
    </Paper>
  );
}
