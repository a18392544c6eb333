import { Group } from '@mantine/core';
import type { Trigger } from '../../../src/triggers/triggers.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './triggers-page.module.css';

/** When a trigger was asked last, and how that ended. */
export function LastAsked({ trigger: { lastUsed, lastOutcome } }: { readonly trigger: Trigger }) {
  const { t } = useTexts(triggersTexts);
  return (
    <Group gap={6} className={classes['last']}>
      <TimeText at={lastUsed} relative={false} />
      {lastUsed !== null && lastOutcome !== null && (
        <StatusBadge
          tone={lastOutcome === 'answered' ? 'good' : 'bad'}
          label={outcomeText(lastOutcome)}
        />
      )}
    </Group>
  );

  function outcomeText(outcome: string): string {
    const key = `outcome.${outcome}`;
    return hasText(triggersTexts, key) ? t(key) : t('outcomeFailed', { code: outcome });
  }
}
