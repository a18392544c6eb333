import { Text } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { formatClock } from '../../ui/format-time.ts';
import classes from './home-page.module.css';

type Bar = { readonly hour: string; readonly value: number | null };

const HOURS = 24;
const NAMED_EVERY = 6;
const HOUR_MS = 3_600_000;

/** A value for each hour of the day as bars; the hours to come are left empty. The numbers stand in a table beside. */
export function HourBars({
  title,
  bars,
  format,
}: {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly format: (value: number) => string;
}) {
  const { t, language } = useTexts(homeTexts);
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  const startMs = Date.parse(bars[0]?.hour ?? '');
  // A day on which the clock is put back has an hour more.
  const toCome = Math.max(0, HOURS - bars.length);
  return (
    <div>
      <div className={classes['chartHead']}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        {most > 0 && (
          <Text size="xs" c="dimmed">
            {t('most', { value: format(most) })}
          </Text>
        )}
      </div>
      <div className={classes['bars']}>
        {bars.map(({ hour, value }) => (
          <div
            key={hour}
            className={classes['slot']}
            title={`${formatClock(hour, language)} · ${value === null ? t('noAnswers') : format(value)}`}
          >
            {value !== null && value > 0 && (
              <div className={classes['bar']} style={{ height: `${(value / most) * 100}%` }} />
            )}
          </div>
        ))}
        {Array.from({ length: toCome }, (_, index) => (
          <div key={index} className={classes['slot']} data-to-come />
        ))}
      </div>
      <div className={classes['hours']}>
        {Number.isFinite(startMs) &&
          Array.from({ length: HOURS / NAMED_EVERY }, (_, index) => (
            <span key={index}>
              {formatClock(startMs + index * NAMED_EVERY * HOUR_MS, language)}
            </span>
          ))}
      </div>
    </div>
  );
}
