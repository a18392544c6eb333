import { Text } from '@mantine/core';
import type { TextProps } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';
import { formatInstant, formatRelative } from './format-time.ts';

/** An instant of the API as people here read it: local time with its zone, and how long ago. */
export function TimeText({
  at,
  relative = true,
  ...props
}: TextProps & {
  /** ISO 8601 UTC; null says "never". */
  readonly at: string | null | undefined;
  readonly relative?: boolean;
}) {
  const { t, language } = useTexts(commonTexts);
  const nowMs = useSyncExternalStore(everyHalfMinute, currentHalfMinute);
  if (!at) {
    return (
      <Text span inherit c="dimmed" {...props}>
        {t('never')}
      </Text>
    );
  }
  return (
    <Text
      span
      inherit
      {...props}
      renderRoot={(root) => (
        <time {...root} dateTime={at} title={formatInstant(at, language, 'full')} />
      )}
    >
      <span style={WHOLE}>{formatInstant(at, language)}</span>
      {relative && (
        <>
          {' '}
          <Text span inherit c="dimmed" style={WHOLE}>
            {'· '}
            {formatRelative(at, nowMs, language)}
          </Text>
        </>
      )}
    </Text>
  );
}

/** In a narrow column the line breaks between the two, not within a time. */
const WHOLE = { whiteSpace: 'nowrap' } as const;

const HALF_MINUTE_MS = 30_000;

function everyHalfMinute(tick: () => void): () => void {
  const timer = window.setInterval(tick, HALF_MINUTE_MS);
  return () => window.clearInterval(timer);
}

function currentHalfMinute(): number {
  return Math.ceil(Date.now() / HALF_MINUTE_MS) * HALF_MINUTE_MS;
}
