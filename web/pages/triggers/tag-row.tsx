import { Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { factValue } from '../../ui/answer-trace/fact-value.ts';
import classes from './tag-row.module.css';
import type { TagValue } from './use-tag-values.ts';

/** A chosen tag: what it is, what it shows now, and its short name in the reply. */
export function TagRow({
  tag,
  value,
  label,
  onLabel,
  issue,
}: {
  readonly tag: string;
  readonly value: TagValue | undefined;
  readonly label: string;
  readonly onLabel: (label: string) => void;
  readonly issue: string | undefined;
}) {
  const { t, language } = useTexts(triggersTexts);
  const isPattern = /[*?]/.test(tag);
  const shown = value?.reading && factValue(value.reading, language);
  const about = [value?.tag?.description, shown].filter(Boolean).join(' · ');
  return (
    <div className={classes['row']}>
      <div className={classes['tag']}>
        <Text size="sm" fw={600}>
          {tag}
        </Text>
        {value && !value.ok ? (
          <Text size="xs" c="var(--plantline-warning)" className={classes['problem']}>
            <IconAlertTriangle size={14} aria-hidden />
            {value.error?.message ?? t('tagUnknown')}
          </Text>
        ) : (
          <Text size="xs" c="dimmed">
            {isPattern ? t('tagPattern') : about}
          </Text>
        )}
      </div>
      {!isPattern && (
        <TextInput
          size="xs"
          className={classes['label']}
          aria-label={t('labelFor', { tag })}
          placeholder={t('labelPlaceholder')}
          maxLength={40}
          autoComplete="off"
          value={label}
          onChange={(event) => onLabel(event.currentTarget.value)}
          error={issue}
        />
      )}
    </div>
  );
}
