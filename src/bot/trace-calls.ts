import { AppError, type DataSource, type TagSelection } from '#sdk';
import type { Source, Sources } from '../data-sources/index.ts';
import type { SourceCall } from './messages.schema.ts';

/** More than any trigger or group needs; it is kept with the message. */
const CALLS_MAX = 100;

export interface Trace {
  /** The same sources, for one question. */
  readonly sources: Sources;
  /** What was asked of them so far, in the order it was answered. */
  readonly calls: readonly SourceCall[];
}

/** Lends sources to one question and notes what it asks of them: how its answer came about is told by that. */
export function traceCalls(sources: Sources): Trace {
  const calls: SourceCall[] = [];
  const traced = new Map<Source, Source>();

  function lend(source: Source): Source {
    const known = traced.get(source);
    if (known) return known;
    const connection = noting(source, (call) => calls.length < CALLS_MAX && calls.push(call));
    const lent = { ...source, connection };
    traced.set(source, lent);
    return lent;
  }

  return {
    calls,
    sources: {
      ...sources,
      find(id) {
        const source = sources.find(id);
        return source && lend(source);
      },
      list: () => sources.list().map(lend),
    },
  };
}

function noting(
  { name: source, connection }: Source,
  note: (call: SourceCall) => unknown,
): DataSource {
  async function noted<T>(
    operation: string,
    { tags = [], elements = [] }: Partial<TagSelection>,
    call: Promise<T>,
  ): Promise<T> {
    const startedAtMs = performance.now();
    const made = () => ({
      source,
      operation,
      tags: tags.length + elements.length,
      ms: Math.round(performance.now() - startedAtMs),
    });
    try {
      const answer = await call;
      note({ ...made(), ok: true });
      return answer;
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal.unexpected';
      note({ ...made(), ok: false, error: code });
      throw error;
    }
  }

  const { read, history, summary, query, events } = connection;
  return {
    ...connection,
    ...(read && { read: (asked, signal) => noted('read', asked, read(asked, signal)) }),
    ...(history && { history: (asked, signal) => noted('history', asked, history(asked, signal)) }),
    ...(summary && { summary: (asked, signal) => noted('summary', asked, summary(asked, signal)) }),
    ...(query && { query: (asked, signal) => noted('query', {}, query(asked, signal)) }),
    ...(events && { events: (asked, signal) => noted('events', {}, events(asked, signal)) }),
  };
}
