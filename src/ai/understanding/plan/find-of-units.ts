import { say } from '../../../replies/index.ts';
import { findUnitMode } from '../find/find-subject.ts';
import type { Reading } from '../reading.ts';
import { exampleLines } from '../words/examples.ts';
import type { FoundTags } from './find-tags.ts';
import type { PlanDeps } from './plan-deps.ts';
import { tell } from './tell.ts';

/** Of a unit as a whole: its mode where a state is asked, else nothing that is not guessed. */
export async function findOfUnits(reading: Reading, deps: PlanDeps): Promise<FoundTags> {
  const { asking, tagFinder } = deps;
  const areas = reading.subjects.map(({ area }) => area).filter((area) => area !== undefined);
  const wantsMode =
    reading.isStart ||
    reading.intent === 'why' ||
    reading.state !== undefined ||
    reading.intent === 'status' ||
    reading.intent === 'last_time';
  if (wantsMode) {
    const how = { asking, tagFinder, isPlural: true, isAhead: false };
    const found = await Promise.all(
      (areas.length > 0 ? areas : [undefined]).map((area) => findUnitMode(area, how)),
    );
    if (found.every((tags) => tags.length > 0)) return { kind: 'tags', tags: found.flat() };
  }
  const { language } = asking;
  const text =
    areas.length > 0
      ? say(language, 'knowsNotOf', { text: areas.join(', ') })
      : say(language, 'knowsNotWhat');
  return { kind: 'plan', plan: tell(text, exampleLines(asking)) };
}
