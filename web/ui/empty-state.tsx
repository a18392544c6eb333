import { Center, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Where nothing is: says so, and what to do next. */
export function EmptyState({
  icon,
  title,
  hint,
  action,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly hint?: ReactNode;
  /** A button or link that makes the first one. */
  readonly action?: ReactNode;
}) {
  return (
    <Center py="xl" px="md">
      <Stack align="center" gap="xs" maw={440} ta="center">
        {icon}
        <Title order={2} size="h4">
          {title}
        </Title>
        {hint && <Text c="dimmed">{hint}</Text>}
        {action}
      </Stack>
    </Center>
  );
}
