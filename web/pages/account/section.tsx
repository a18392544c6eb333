import { Group, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** One part of the account, in a frame with its name. */
export function Section({
  title,
  mark,
  children,
}: {
  readonly title: string;
  /** Its state, beside the name. */
  readonly mark?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Paper component="section" withBorder p="md" bg="var(--plantline-surface)">
      <Stack gap="sm">
        <Group gap="sm">
          <Title order={2} size="h4">
            {title}
          </Title>
          {mark}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
