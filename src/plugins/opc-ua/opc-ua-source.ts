import type { DataSource, DataSourceTools } from '#sdk';
import { checkServer } from './check-server.ts';
import type { OpcUaConfig } from './opc-ua.schema.ts';
import { openSession } from './open-session.ts';
import { readHistory } from './read-history.ts';
import { readSummary } from './read-summary.ts';
import { readValues } from './read-values.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { subscribeTags } from './subscribe-tags.ts';
import { createTagBook } from './tag-book.ts';

/** A data source on an OPC UA server. Nothing is asked of it yet but its tags, in the background. */
export function openOpcUaSource(config: OpcUaConfig, tools: DataSourceTools): DataSource {
  const { log, clock, outbound, folder } = tools;
  const own = { outbound, clock, folder };
  const keeper = createSessionKeeper((signal) => openSession(config, own, signal), log);
  const book = createTagBook(keeper, config, { log, clock });
  const parts = { keeper, book, config, clock, log };
  const closing = new AbortController();
  return {
    check: (signal) =>
      checkServer(
        {
          config,
          clock,
          open: (signal, progress) => openSession(config, own, signal, progress),
        },
        signal,
      ),
    read: (query, signal) => readValues(parts, query, signal),
    history: (query, signal) => readHistory(parts, query, signal),
    summary: (query, signal) => readSummary(parts, query, signal),
    subscribe: (selection, onValue, signal) =>
      subscribeTags(parts, selection, onValue, AbortSignal.any([signal, closing.signal])),
    search: (words, limit) => book.search(words, limit),
    findTag: (name) => book.findTag(name),
    tagIndexStatus: () => book.status(),
    async close() {
      closing.abort();
      const indexEnds = book.close();
      await keeper.close();
      await indexEnds;
    },
  };
}
