import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';

const SECOND_MS = 1_000;

/** How long a code still counts, second by second. */
export function Countdown({
  until,
  then,
}: {
  /** ISO 8601; null is not known. */
  readonly until: string | null;
  /** What comes after it. */
  readonly then?: string;
}) {
  const { t } = useTexts(whatsappTexts);
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => window.clearInterval(timer);
  }, []);
  const left = until === null ? null : Math.ceil((Date.parse(until) - nowMs) / SECOND_MS);
  return (
    <Text size="sm" c="dimmed" role="timer">
      {left !== null && left > 0 && `${t('secondsLeft', { count: left })}. `}
      {then}
    </Text>
  );
}
