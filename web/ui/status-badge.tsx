import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconChecks,
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

/** As chats draw them: one when it went out, two when it arrived. */
const TICKS = { one: IconCheck, two: IconChecks } as const;

/** A state in a word, with a sign of its own: colour alone does not reach everybody. */
export function StatusBadge({
  tone,
  label,
  ticks,
}: {
  readonly tone: Tone;
  readonly label: string;
  /** In place of the sign of the tone. */
  readonly ticks?: keyof typeof TICKS | undefined;
}) {
  const { color, Icon: Usual } = LOOKS[tone];
  const Icon = ticks ? TICKS[ticks] : Usual;
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
