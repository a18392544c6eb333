import { useState } from 'react';
import { currentLanguage } from '../../app/i18n.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { useAsked } from '../../ui/answers/use-asked.ts';
import type { Asking } from '../../ui/answers/use-asked.ts';
import { listAt, readsTags, tagsOf, textAt } from './trigger-config.ts';
import { toBoth } from './local-text.ts';
import type { TriggerValues } from './trigger-values.ts';

const PAUSE_MS = 450;

/** What the trigger would answer as it is being written, asked anew when the typing pauses. */
export function usePreview(
  { name, type, dataSourceId, config }: TriggerValues,
  /** What one without a name yet is called. */
  unnamed: string,
) {
  const [asking, setAsking] = useState<Asking>({ args: '', language: currentLanguage() });
  const isWorthAsking = isComplete({ type, dataSourceId, config });
  const args = type === 'text' ? '' : asking.args.trim();
  const body = {
    name: name.trim() || unnamed,
    type,
    dataSourceId: type === 'text' ? null : dataSourceId,
    config,
    ...(args ? { args } : {}),
    language: asking.language,
  };
  const paused = usePaused(isWorthAsking ? body : null, PAUSE_MS);
  const answer = useAsked('/triggers/preview', paused);
  const isWaiting = JSON.stringify(paused) !== JSON.stringify(isWorthAsking ? body : null);
  return {
    asking,
    setAsking,
    isWorthAsking,
    answer: isWorthAsking ? answer.data : undefined,
    // What was wrong before the last key says nothing of what stands there now.
    error: isWorthAsking && !isWaiting && !answer.isFetching ? answer.error : null,
    isAsking: isWorthAsking && (isWaiting || answer.isFetching),
    args,
  };
}

/** Whether enough is filled in that an answer, or an error about it, helps anybody. */
function isComplete({
  type,
  dataSourceId,
  config,
}: Pick<TriggerValues, 'type' | 'dataSourceId' | 'config'>): boolean {
  if (type === 'text') return Object.values(toBoth(config['text'])).some(Boolean);
  if (dataSourceId === null) return false;
  if (readsTags(type)) return tagsOf(config).length + listAt(config, 'elements').length > 0;
  return textAt(config, 'query') !== '' || textAt(config, 'presetId') !== '';
}
