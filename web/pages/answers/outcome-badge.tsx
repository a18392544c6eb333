import type { AiAnswer } from '../../../src/ai/ai-answers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { plainAnswersTexts } from '../../texts/plain-answers.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

const TONES = {
  answered: 'good',
  asked: 'waiting',
  refused: 'neutral',
  unknown: 'warning',
  replaced: 'warning',
  failed: 'bad',
} as const;

export const OUTCOMES = Object.keys(TONES) as readonly AiAnswer['outcome'][];

/** What became of a question in plain words. */
export function OutcomeBadge({ outcome }: Pick<AiAnswer, 'outcome'>) {
  const { t } = useTexts(plainAnswersTexts);
  return <StatusBadge tone={TONES[outcome]} label={t(`outcome.${outcome}`)} />;
}
