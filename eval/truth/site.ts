import type { PlantClient } from '../plant/plant-client.ts';
import { resolveTime } from '../plant/site-time.ts';
import { type Span, findLastSpan } from '../plant/spans.ts';

/** The plant at the moment a question was asked. */
export type Site = {
  readonly plant: PlantClient;
  readonly now: number;
  time(text: string): Promise<number>;
  /**
   * @param text `y..t`; `a~b` instead of an instant is anything between them, for words such as "last night"
   */
  range(text: string): Promise<{ readonly start: Span; readonly end: Span }>;
  /** Names with `?` as those of the plant they stand for. */
  tags(patterns: readonly string[]): Promise<readonly string[]>;
};

export function siteAt(plant: PlantClient, now: number): Site {
  async function time(text: string): Promise<number> {
    return await resolveTime(text, now, async (tag, state) => {
      const span = await findLastSpan(plant, tag, { is: state }, now);
      if (!span) throw new Error(`${tag} never was ${state}.`);
      return span;
    });
  }

  async function edge(text: string): Promise<Span> {
    const [from = '', to = from] = text.split('~');
    const [start, end] = [await time(from), await time(to)];
    // A range that reaches into what has not been yet ends now.
    return { start: Math.min(start, now), end: Math.min(end, now) };
  }

  return {
    plant,
    now,
    time,
    async range(text) {
      const [from = '', to = ''] = text.split('..');
      return { start: await edge(from), end: await edge(to) };
    },
    async tags(patterns) {
      if (!patterns.some((pattern) => pattern.includes('?'))) return patterns;
      const names = await plant.tagNames();
      return patterns.flatMap((pattern) => {
        const match = new RegExp(
          `^${pattern.replaceAll(/[.()\\]/gu, String.raw`\$&`).replaceAll('?', '[A-Z0-9]')}$`,
          'u',
        );
        return names.filter((name) => match.test(name));
      });
    },
  };
}
