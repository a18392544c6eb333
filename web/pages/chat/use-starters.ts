import type { Trigger } from '../../../src/triggers/triggers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { chatTexts } from '../../texts/chat.ts';
import type { QuickReply } from './quick-replies-of.ts';

const NAMES = 3;

/** What a conversation may begin with: help, and what is asked most. */
export function useStarters(): readonly QuickReply[] {
  const { t } = useTexts(chatTexts);
  const { data } = useAnswer<{ items: readonly Pick<Trigger, 'name'>[] }>('/triggers', {
    active: true,
    sort: '-usageCount',
    limit: NAMES,
  });
  const names = [t('help'), ...(data?.items ?? []).map(({ name }) => name)];
  return names.map((name) => ({ say: name, label: name }));
}
