import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconInfoCircle,
} from '@tabler/icons-react';

export type Tone = 'good' | 'warning' | 'bad' | 'waiting' | 'neutral' | 'news';

const LOOKS = {
  good: { color: 'green', Icon: IconCircleCheck },
  warning: { color: 'yellow', Icon: IconAlertTriangle },
  bad: { color: 'red', Icon: IconCircleX },
  waiting: { color: 'blue', Icon: IconClock },
  neutral: { color: 'gray', Icon: IconCircleDashed },
  news: { color: 'petrol', Icon: IconInfoCircle },
} as const;

/** A state in a word, with a sign of its own: colour alone does not reach everybody. */
export function StatusBadge({ tone, label }: { readonly tone: Tone; readonly label: string }) {
  const { color, Icon } = LOOKS[tone];
  return (
    <Badge
      color={color}
      variant="light"
      radius="sm"
      tt="none"
      fw={600}
      // A state that is cut off is none: the column makes room.
      miw="max-content"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {label}
    </Badge>
  );
}
