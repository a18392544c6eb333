import { startAnsweringServer } from './answering-server.ts';
import type { Answer, AnsweringServer, ReceivedRequest } from './answering-server.ts';

/** The one key that it takes, in the header `apikey`. */
export const WORK_ORDER_KEY = 'wo-key-secret-1';

export type WorkOrder = {
  readonly wonum: string;
  readonly description: string;
  readonly status: string;
  readonly siteid: string;
  readonly location: string;
  readonly wopriority: number;
  /** Digits: a number in its JSON, more of them than a double holds. */
  readonly workorderid: string;
  readonly reportdate: string;
  readonly wplabor: readonly { readonly craft: string; readonly laborhrs: number }[];
};

const PATH = '/maximo/api/os/mxapiwodetail';
/** `name="text"` and such, joined by `and`: the part of `oslc.where` that this server understands. */
const CONDITION = /^([a-z]+)(=|!=|>|>=|<|<=)(?:"([^"\\]*)"|(\d+))$/;

/**
 * Work orders in the manner of Maximo's JSON API: a key in a header, `oslc.where`, `oslc.select` and `oslc.pageSize`, rows
 * in `member` with lists inside, and the link to the next page in `responseInfo.nextPage.href`. It refuses what it does
 * not understand, so that no condition is silently left out.
 */
export async function startWorkOrderServer(orders: readonly WorkOrder[]): Promise<AnsweringServer> {
  const server = await startAnsweringServer((request) => answer(request, orders, server.origin));
  return server;
}

function answer(request: ReceivedRequest, orders: readonly WorkOrder[], origin: string): Answer {
  if (request.method !== 'GET') return failed(405, 'BMXAA0024E');
  if (request.headers['apikey'] !== WORK_ORDER_KEY) return failed(401, 'BMXAA7901E');
  if (request.path !== PATH) return failed(404, 'BMXAA8727E');
  const { query } = request;
  const isMeant = conditionsOf(query.get('oslc.where'));
  if (!isMeant || query.get('lean') !== '1') return failed(400, 'BMXAA8744E');
  const found = orders.filter(isMeant);
  const size = Number(query.get('oslc.pageSize') ?? found.length);
  const page = Number(query.get('pageno') ?? 1);
  const member = found.slice((page - 1) * size, page * size);
  const isLast = page * size >= found.length;
  const next = new URLSearchParams(query);
  next.set('pageno', String(page + 1));
  const body = {
    member: member.map((order) => selected(order, query.get('oslc.select'))),
    href: `${origin}${PATH}`,
    responseInfo: {
      totalCount: found.length,
      pagenum: page,
      href: `${origin}${request.url}`,
      ...(isLast ? {} : { nextPage: { href: `${origin}${PATH}?${next.toString()}` } }),
    },
  };
  return { text: JSON.stringify(body).replace(/"workorderid":"(\d+)"/g, '"workorderid":$1') };
}

function failed(status: number, reasonCode: string): Answer {
  const statusCode = String(status);
  return {
    status,
    json: { Error: { reasonCode, message: `${reasonCode} - refused`, statusCode } },
  };
}

function conditionsOf(where: string | null): ((order: WorkOrder) => boolean) | undefined {
  if (where === null) return () => true;
  const conditions = where.split(' and ').map((text) => CONDITION.exec(text));
  if (conditions.includes(null)) return undefined;
  return (order) =>
    conditions.every((match) => {
      const [, name = '', operator = '', text, number] = match ?? [];
      const value = order[name as keyof WorkOrder];
      if (operator === '=') return value === (text ?? Number(number));
      if (operator === '!=') return value !== (text ?? Number(number));
      return typeof value === 'number' && compare(value, operator, Number(number));
    });
}

function compare(value: number, operator: string, limit: number): boolean {
  if (value === limit) return operator.endsWith('=');
  return operator.startsWith('>') === value > limit;
}

/** `oslc.select=wonum,wplabor{craft}`; everything with `*`. */
function selected(order: WorkOrder, select: string | null): object {
  const names: readonly string[] = (select ?? 'wonum').match(/\*|[a-z]+(?:\{[^}]*\})?/g) ?? [];
  const all = { ...order, href: `oslc/os/mxapiwodetail/_${order.wonum}`, _rowstamp: '1' };
  if (names.includes('*')) return all;
  const wanted = new Set(names.map((name) => name.replace(/\{.*$/, '')));
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name)));
}
