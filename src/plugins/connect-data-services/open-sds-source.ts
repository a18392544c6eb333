import { AppError } from '#sdk';
import type { DataSource, DataSourceTools, TagOutcome, TagSelection } from '#sdk';
import { bucketEdges, summarise } from '#sdk/series';
import { checkSds } from './check-sds.ts';
import type { ConnectDataServicesConfig } from './connect-data-services.schema.ts';
import { createEventReader } from './read-events.ts';
import { createSdsClient } from './sds-client.ts';
import { sdsNotFound, sdsNoValue, sdsTimeout, sdsTooMuch, sdsTrailing } from './sds.errors.ts';
import { createStreamIndex } from './stream-index.ts';
import type { SdsTag } from './to-tags.ts';

/** What was asked, and the tag that it means, if any. */
type Meant = { readonly name: string; readonly tag: SdsTag | undefined };

/** Opens a source; nothing is asked yet but the list of its streams, in the background. */
export function openSdsSource(
  config: ConnectDataServicesConfig,
  tools: DataSourceTools,
): DataSource {
  const { clock } = tools;
  const client = createSdsClient(config, tools);
  const index = createStreamIndex(client, config, tools);
  const events = createEventReader(client, config.maxValuesPerTag);
  const nowMs = (): number => clock().getTime();

  function tagsMeant(name: string): readonly Meant[] {
    const exact = index.find(name);
    const found = exact ? [exact] : /[*?]/.test(name) ? index.match(name) : [];
    return found.length > 0 ? found.map((tag) => ({ name, tag })) : [{ name, tag: undefined }];
  }

  async function forEachTag<T extends object>(
    { tags: names, elements = [] }: TagSelection,
    signal: AbortSignal,
    ask: (tag: SdsTag) => Promise<T>,
  ): Promise<readonly TagOutcome<T>[]> {
    if (signal.aborted) throw sdsTimeout();
    if (names.length + elements.length === 0) return [];
    await index.ready(signal);
    const meant = names.flatMap(tagsMeant);
    if (meant.length > config.maxTagsPerQuestion) {
      throw sdsTooMuch(`A question to this source has at most ${config.maxTagsPerQuestion} tags.`);
    }
    const none: readonly Meant[] = elements.map((name) => ({ name, tag: undefined }));
    const outcomes = await Promise.all(
      [...meant, ...none].map(async ({ name, tag }): Promise<TagOutcome<T>> => {
        if (!tag) return { ok: false, name, error: sdsNotFound(name) };
        try {
          return { ok: true, tag: tag.info, ...(await ask(tag)) };
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          return { ok: false, name: tag.info.name, error };
        }
      }),
    );
    if (signal.aborted) throw sdsTimeout();
    refuseTotalFailure(outcomes);
    return outcomes;
  }

  return {
    check: (signal) => checkSds({ client, config, index, events, clock, signal }),
    read: ({ compareMs, ...selection }, signal) =>
      forEachTag(selection, signal, async (tag) => {
        const [reading, earlier] = await Promise.all([
          events.newestAt(tag, nowMs(), signal),
          compareMs === undefined
            ? undefined
            : // What was before is a courtesy: without it the value is as good.
              events.newestAt(tag, nowMs() - compareMs, signal).catch(() => undefined),
        ]);
        if (!reading) throw sdsNoValue(tag.info.name, 'its stream is empty until now');
        return earlier ? { reading, earlier } : { reading };
      }),
    history: (query, signal) =>
      forEachTag(query, signal, (tag) => events.history(tag, query, nowMs(), signal)),
    summary(query, signal) {
      const edgesMs = bucketEdges(query.range, query.bucket, query.timeZone);
      const { statistics, weighting = 'time' } = query;
      return forEachTag(query, signal, async (tag) => {
        if (tag.isTrailing && weighting === 'time') throw sdsTrailing(tag.info.name);
        const [startMs = 0, endMs = 0] = [edgesMs[0], edgesMs.at(-1)];
        const readings = await events.around(tag, startMs, endMs, signal);
        return { buckets: summarise(readings, edgesMs, tag.info, statistics, weighting) };
      });
    },
    search: index.search,
    findTag: (name) => index.find(name)?.info,
    tagIndexStatus: index.status,
    async close() {
      index.close();
      await client.close();
    },
  };
}

/** When every tag failed through no fault of its own, the source did not answer, and that is told once. */
function refuseTotalFailure(outcomes: readonly TagOutcome<object>[]): void {
  const errors = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
  const [first] = errors;
  if (!first || errors.length < outcomes.length) return;
  const isOfSource = ({ code, kind }: AppError): boolean =>
    kind !== 'invalid' && kind !== 'not_found' && code !== 'sds.no_value';
  if (errors.every(isOfSource)) throw first;
}
