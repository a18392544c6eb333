import type { DataSource } from '#sdk';
import { trendPicture } from '../../src/charts/index.ts';
import type { ReplyContext } from '../../src/replies/index.ts';
import { runTrigger, type TrendAnswer, type TrendConfig } from '../../src/triggers/index.ts';
import { parseTriggerConfig } from '../../src/triggers/index.ts';
import { sourcesOf } from '../support/question.ts';

/** A trend trigger asked of a plant, and the picture of its answer. */
export async function askTrendOf(
  source: DataSource,
  config: Omit<Partial<TrendConfig>, 'type'>,
  context: ReplyContext,
) {
  const sources = await sourcesOf({ pi: source });
  const answer = await runTrigger(
    {
      id: 't',
      name: 'the trend',
      dataSourceId: 'pi',
      config: parseTriggerConfig('trend', config),
    },
    {},
    { sources, now: context.now, timeZone: context.timeZone, signal: AbortSignal.timeout(30_000) },
  );
  if (answer.kind !== 'trend') throw new Error(`It is a ${answer.kind}.`);
  return { answer: answer satisfies TrendAnswer, picture: trendPicture(answer, context) };
}
