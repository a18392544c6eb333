import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { TagInfo } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagBrowserTexts } from '../../texts/tag-browser.ts';
import { formatInstant } from '../../ui/format-time.ts';
import { formatReading } from './format-reading.ts';
import { QUALITY_WORDS } from './quality-words.ts';
import classes from './tag-browser.module.css';
import type { TagValue } from './use-visible-values.ts';

/** One tag of the list: what it is, what it shows now, and how far that can be trusted. */
export function TagRow({
  tag,
  value,
  isFailed,
  onOpen,
}: {
  readonly tag: TagInfo;
  readonly value: TagValue | undefined;
  /** The last try to read values failed as a whole. */
  readonly isFailed: boolean;
  readonly onOpen: (name: string) => void;
}) {
  const { t } = useTexts(tagBrowserTexts);
  const { name, description, unit } = tag;
  return (
    <li className={classes['row']} data-tag={name}>
      <button type="button" className={classes['tag']} onClick={() => onOpen(name)}>
        <span className={classes['name']}>{name}</span>
        <NowShown tag={tag} value={value} isFailed={isFailed} />
        <span className={classes['descriptor']}>
          {description || t('noDescriptor')}
          {unit && ` · ${unit}`}
        </span>
        <WhenRead value={value} />
      </button>
    </li>
  );
}

function NowShown({
  tag,
  value,
  isFailed,
}: {
  readonly tag: TagInfo;
  readonly value: TagValue | undefined;
  readonly isFailed: boolean;
}) {
  const { t, language } = useTexts(tagBrowserTexts);
  const { t: tc } = useTexts(commonTexts);
  if (!value) return <span className={classes['when']}>{isFailed ? '–' : t('reading')}</span>;
  const { reading } = value;
  if (!reading) {
    return (
      <span className={classes['value']}>
        <span className={classes['bad']} title={value.error?.message}>
          <IconCircleX size={14} aria-hidden />
          {t('noValue')}
        </span>
      </span>
    );
  }
  const text = formatReading(reading, value.tag ?? tag, language);
  if (text === undefined) {
    return (
      <span className={classes['value']}>
        <span className={classes['bad']}>
          <IconCircleX size={14} aria-hidden />
          {tc(QUALITY_WORDS.bad)}
          {reading.state && `: ${reading.state.name}`}
        </span>
      </span>
    );
  }
  return (
    <span className={classes['value']}>
      <span className={classes['number']}>{text}</span>
      {reading.quality !== 'good' && (
        <>
          {' '}
          <span className={classes['doubtful']}>
            <IconAlertTriangle size={14} aria-hidden />
            {tc(QUALITY_WORDS[reading.quality])}
          </span>
        </>
      )}
    </span>
  );
}

/** The instant of the value; its quality too, where it is not marked beside the value already. */
function WhenRead({ value }: { readonly value: TagValue | undefined }) {
  const { t, language } = useTexts(commonTexts);
  const reading = value?.reading;
  if (!reading) return <span className={classes['when']} />;
  return (
    <span className={classes['when']}>
      <time dateTime={reading.timestamp}>
        {formatInstant(reading.timestamp, language, 'seconds')}
      </time>
      {reading.quality === 'good' && ` · ${t(QUALITY_WORDS.good)}`}
    </span>
  );
}
