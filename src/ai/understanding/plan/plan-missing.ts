import { say } from '../../../replies/index.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import type { ReadQuestion } from '../read-question.ts';
import type { Reading } from '../reading.ts';
import { exampleLines } from '../words/examples.ts';
import { askBack } from './ask-back.ts';
import type { PlanDeps } from './plan-deps.ts';
import type { PlannedCalls } from './plan-calls.ts';
import type { Plan } from './plan.ts';
import { tell } from './tell.ts';

/** What is asked back, or said, where something is missing to plan calls. */
export function planMissing(
  missing: Extract<PlannedCalls, { missing: unknown }>['missing'],
  question: ReadQuestion,
  reading: Reading,
  tags: readonly PlantTag[],
  isWhole: boolean,
  { asking }: PlanDeps,
): Plan {
  const { language } = asking;
  switch (missing) {
    case 'time':
      return askBack.time(question, reading, tags, isWhole, asking);
    case 'other':
      return askBack.other(question, reading, tags, isWhole, asking);
    case 'condition':
      return tell(say(language, 'knowsNoCondition'));
    case 'point':
      return tell(say(language, 'knowsNoMove'));
    case 'tag':
      return tell(say(language, 'knowsNotWhat'), exampleLines(asking));
  }
}
