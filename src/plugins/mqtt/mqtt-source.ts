import type { DataSource, DataSourceTools, TagInfo } from '#sdk';
import { localTimeReader } from '#sdk/series';
import { createTagIndex } from '#sdk/tag-index';
import { createBrokerConnection } from './broker-connection.ts';
import { checkBroker } from './check-broker.ts';
import { createTopicReader } from './create-topic-reader.ts';
import type { MqttConfig } from './mqtt.schema.ts';
import { readHistory, readSummary } from './read-kept.ts';
import { readValues } from './read-values.ts';
import { createSparkplug } from './sparkplug/create-sparkplug.ts';
import { subscribeTags } from './subscribe-tags.ts';
import { createTagStore } from './tag-store.ts';

const MINUTE_MS = 60_000;
/** Tags come and go with their messages, so the index is made anew this often. */
const INDEX_REFRESH_MS = 30_000;
const INDEX_RETRY_MS = 5_000;
const INDEX_PAGE = 1_000;
/** What was left out is told at most this often. */
const TELL_DROPPED_EVERY_MS = 10 * MINUTE_MS;

/** A data source on an MQTT broker: it listens from now on, and answers with what it heard. */
export function openMqttSource(config: MqttConfig, tools: DataSourceTools): DataSource {
  const { log, clock, outbound } = tools;
  const store = createTagStore({
    maxTags: config.maxTags,
    keepMs: config.keepMinutes * MINUTE_MS,
    maxKept: config.maxKeptValuesPerTag,
    clock,
  });
  const readTopic = createTopicReader(config, store, localTimeReader(tools.timeZone));
  const sparkplug = createSparkplug(store, clock);
  const hasSparkplug = config.sparkplugGroups.length > 0;
  let tooLong = 0;

  const connection = createBrokerConnection(config, { outbound, log, clock }, (topic, payload) => {
    if (payload.length > config.maxMessageBytes) tooLong += 1;
    else if (hasSparkplug && topic.startsWith('spBv1.0/')) sparkplug.take(topic, payload);
    else readTopic(topic, payload);
  });
  const stopGaps = connection.onTurn((isUp) => {
    if (!isUp) store.markGap();
  });
  const telling = setInterval(tellDropped, TELL_DROPPED_EVERY_MS).unref();
  const index = createTagIndex({
    loadPages,
    refreshMs: INDEX_REFRESH_MS,
    retryMs: () => INDEX_RETRY_MS,
    log: { ...log, info: log.debug.bind(log), warn: log.debug.bind(log) },
    clock,
  });

  /** The tags that are known, once what comes right after connecting has come. */
  async function* loadPages(signal: AbortSignal): AsyncGenerator<readonly TagInfo[]> {
    await connection.ready(signal);
    const sinceMs = clock().getTime() - (connection.upSinceMs() ?? 0);
    const waitMs = Math.min(config.firstValueWithinMs, config.firstValueWithinMs - sinceMs);
    if (waitMs > 0 && store.count() === 0) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, waitMs).unref();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    let page: TagInfo[] = [];
    for (const { info } of store.all()) {
      page.push(info);
      if (page.length < INDEX_PAGE) continue;
      yield page;
      page = [];
    }
    yield page;
  }

  function tellDropped(): void {
    const { unreadable, ignored } = sparkplug.counts();
    const dropped = { tags: store.dropped(), tooLong, unreadable, ignored };
    if (Object.values(dropped).some((count) => count > 0)) {
      log.warn({ ...dropped, since: 'start' }, 'MQTT messages were left out');
    }
  }

  const parts = { config, store, connection, clock };
  const closing = new AbortController();
  return {
    check: (signal) => checkBroker(config, outbound, signal),
    read: (query, signal) => readValues(parts, query, signal),
    history: (query, signal) => readHistory(parts, query, signal),
    summary: (query, signal) => readSummary(parts, query, signal),
    subscribe: (selection, onValue, signal) =>
      subscribeTags(parts, selection, onValue, AbortSignal.any([signal, closing.signal])),
    search: (words, limit) => index.search(words, limit),
    searchTerms: (terms, limit) => index.searchTerms(terms, limit),
    findTag: (name) => store.find(name)?.info,
    tagIndexStatus: () => index.status(),
    async close() {
      closing.abort();
      clearInterval(telling);
      stopGaps();
      const indexEnds = index.close();
      await connection.close();
      await indexEnds;
    },
  };
}
