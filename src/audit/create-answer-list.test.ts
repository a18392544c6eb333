import type { FastifyPluginAsync } from 'fastify';
import { expect, test } from 'vitest';
import { ListQuery } from '../lib/http/index.ts';
import { type RouteDeps, routeServer } from '../../tests/support/route-server.ts';

const PAGES = 40;

/** A list as SQLite reads it: each page is there at once. */
function longList({ answerList }: RouteDeps, onPage: (page: number) => void): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/triggers',
      async (request, reply) =>
        await answerList<{ id: string }>(request, reply, {
          name: 'triggers',
          query: ListQuery.parse(request.query),
          columns: ['id'],
          async read({ cursor = '0' }) {
            const page = Number(cursor);
            onPage(page);
            const items = Array.from({ length: 500 }, (_, index) => ({ id: `${page}-${index}` }));
            return { items, nextCursor: page + 1 < PAGES ? String(page + 1) : null };
          },
        }),
    );
  };
}

test('a long export lets others be answered between its pages', async () => {
  let turns = 0;
  const turnsAtPage: number[] = [];
  const { call } = await routeServer('sqlite', (deps) =>
    longList(deps, () => turnsAtPage.push(turns)),
  );
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const { text } = await call('GET', '/triggers?format=csv');
  isOver = true;
  expect(text.trim().split('\r\n')).toHaveLength(1 + PAGES * 500);
  // The first page is read before the export is written down; each later one in a turn of its own.
  expect(new Set(turnsAtPage).size).toBe(PAGES);
});
