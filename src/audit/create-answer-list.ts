import { setImmediate } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page, PageRequest } from '../db/index.ts';
import { type ListQuery, actorOf, csvOf } from '../lib/http/index.ts';
import type { Change } from './create-change.ts';

type Listed<Item> = {
  /** As the list is called in the log and in the file's name: `triggers`. */
  readonly name: string;
  readonly query: ListQuery;
  /** Columns of the CSV, in order. */
  readonly columns: readonly (keyof Item & string)[];
  readonly read: (request: PageRequest) => Promise<Page<Item>>;
};

/** Answers a list route: a page as JSON, or everything that fits as a CSV file, which the log is told of first. */
export type AnswerList = <Item extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  list: Listed<Item>,
) => Promise<Page<Item>>;

const ROWS_AT_ONCE = 500;

export function createAnswerList({ change }: { readonly change: Change }): AnswerList {
  return async (request, reply, { name, query, columns, read }) => {
    const { format, limit, cursor, ...filters } = query;
    const { q, sort } = filters;
    if (format === 'json') return await read({ limit, cursor, q, sort });
    // Asked before anything is written: a sort that is unknown is an error, not half a file.
    const first = await read({ limit: ROWS_AT_ONCE, q, sort });
    await change(actorOf(request), async () => ({
      result: undefined,
      action: 'exports.made',
      details: { list: name, ...filters },
    }));
    const file = csvOf(
      pagesFrom(first, (next) => read({ limit: ROWS_AT_ONCE, cursor: next, q, sort })),
      columns,
    );
    // A stream goes out as it is, past the schema of the JSON answer.
    return await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}.csv"`)
      .send(file);
  };
}

async function* pagesFrom<Item>(
  first: Page<Item>,
  readNext: (cursor: string) => Promise<Page<Item>>,
): AsyncGenerator<readonly Item[]> {
  let page = first;
  for (;;) {
    yield page.items;
    if (page.nextCursor === null) return;
    // SQLite answers at once and never waits: without this, nobody else is answered until the file is complete.
    await setImmediate();
    page = await readNext(page.nextCursor);
  }
}
