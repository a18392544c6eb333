import { Group, Text } from '@mantine/core';

const NAME = 'Plantline';

/** The sign and the name; a trend that comes back to its line. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <Group gap={8} wrap="nowrap">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
        <rect width="32" height="32" rx="8" fill="#0d6470" />
        <path
          d="M5 18h5l3-9 5 15 3-6h6"
          fill="none"
          stroke="#fff"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <Text fw={700} size="lg" lh={1}>
        {NAME}
      </Text>
    </Group>
  );
}
