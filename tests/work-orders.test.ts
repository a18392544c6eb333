import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../src/bot/index.ts';
import type { AnsweringServer } from './support/answering-server.ts';
import { callAsAdmin } from './support/call-as-admin.ts';
import type { CallApi } from './support/call-as-admin.ts';
import { docExample } from './support/doc-example.ts';
import { startPlantline } from './support/start-plantline.ts';
import type { RunningPlant } from './support/start-plantline.ts';
import { startWorkOrderServer, WORK_ORDER_KEY } from './support/work-order-server.ts';
import type { WorkOrder } from './support/work-order-server.ts';

const STATUSES = ['WAPPR', 'INPRG', 'COMP'];
const UNITS = ['U1', 'U2'];
/** A double would round every other one of these. */
const FIRST_ID = 9_007_199_254_740_993n;

/** Sixty work orders: thirty of each unit, ten of each state in it. */
const ORDERS = Array.from({ length: 60 }, (_, index): WorkOrder => ({
  wonum: `00${1001 + index}`,
  description: `Check pump ${index + 1}`,
  status: STATUSES[Math.floor(index / 2) % 3] ?? '',
  siteid: 'TJSARI',
  location: UNITS[index % 2] ?? '',
  wopriority: (index % 5) + 1,
  workorderid: String(FIRST_ID + BigInt(index)),
  reportdate: `2026-03-${String(1 + (index % 28)).padStart(2, '0')}T08:00:00+07:00`,
  wplabor: [
    { craft: 'MECH', laborhrs: 2.5 },
    ...(index % 2 === 0 ? [{ craft: 'ELEC', laborhrs: 1 }] : []),
  ],
}));

let server: AnsweringServer;
let plant: RunningPlant;
let call: CallApi;
let sourceId: string;

beforeAll(async () => {
  server = await startWorkOrderServer(ORDERS);
  plant = await startPlantline();
  call = callAsAdmin(plant.config, plant.app.address());
  const made = await call('POST', '/data-sources', {
    name: 'Work orders',
    plugin: 'http-json',
    config: {
      ...(await docExample('http-json.md', 'work orders')),
      baseUrl: `${server.origin}/maximo/api`,
      apiKey: WORK_ORDER_KEY,
    },
  });
  const body = (await made.json()) as { id: string };
  expect(made.status, JSON.stringify(body)).toBe(201);
  sourceId = body.id;
  await makeTrigger('orders', {
    query: 'workorders',
    variables: { unit: { description: 'U1 or U2' }, status: 'WAPPR' },
  });
  await makeTrigger('labor', { query: 'labor wo={number}', variables: { number: {} } });
  await makeTrigger('dated', { query: 'workorders unit=U1', range: '8h' });
}, 60_000);

afterAll(async () => {
  await plant.stop();
  await server.close();
});

async function makeTrigger(name: string, config: object): Promise<void> {
  const made = await call('POST', '/triggers', {
    name,
    type: 'query',
    dataSourceId: sourceId,
    config,
  });
  expect(made.status, await made.text()).toBe(201);
}

async function ask(text: string): Promise<Reply> {
  const [reply] = await plant.ask(text);
  if (!reply) throw new Error('no reply');
  return reply;
}

function expected(unit: string, status: string): readonly string[] {
  return ORDERS.filter((order) => order.location === unit && order.status === status).map(
    ({ wonum }) => wonum,
  );
}

describe('work orders in the chat', () => {
  test('of a unit come as a table, from all pages of the API, and nothing of another unit', async () => {
    const wanted = expected('U1', 'WAPPR');
    expect(wanted).toHaveLength(10);
    const before = server.requests.length;
    const reply = await ask('orders unit=U1');
    // Ten rows by four.
    expect(server.requests.length - before).toBe(3);
    expect(server.requests.at(-1)?.query.get('pageno')).toBe('3');
    expect(reply.text).toMatch(/WO\s+Prio\s+Work/);
    for (const wonum of wanted) expect(reply.text).toContain(wonum);
    for (const { wonum } of ORDERS.filter((order) => !wanted.includes(order.wonum))) {
      expect(reply.text).not.toContain(wonum);
    }
    const priorities = reply.facts.filter(({ tag }) => tag === 'Prio');
    expect(priorities.map(({ value }) => value)).toEqual(
      wanted.map((wonum) => ORDERS.find((order) => order.wonum === wonum)?.wopriority),
    );
    expect(priorities[0]?.source).toBe('Work orders');
  });

  test('in another state, when that is asked', async () => {
    const reply = await ask('orders unit=U2 status=COMP');
    for (const wonum of expected('U2', 'COMP')) expect(reply.text).toContain(wonum);
    expect(server.requests.at(-1)?.query.get('oslc.where')).toContain('status="COMP"');
  });

  test('the lists within a row become rows of their own, and an id keeps its last digit', async () => {
    const order = ORDERS[0];
    expect(BigInt(Number(order?.workorderid))).not.toBe(FIRST_ID);
    const reply = await ask(`labor number=${order?.wonum}`);
    expect(reply.text).toMatch(/MECH\s+2\.5[^]*ELEC\s+1/);
    expect(reply.text.split('9007199254740993')).toHaveLength(3);
  });

  test('a state that no order has is an empty answer, not an error', async () => {
    const reply = await ask('orders unit=U1 status=CAN');
    expect(reply.facts).toEqual([]);
    expect(reply.text).not.toContain('Check pump');
  });

  test('no word of a chat becomes a condition of its own', async () => {
    const before = server.requests.length;
    const reply = await ask('orders unit=U1"_or_siteid="X');
    expect(server.requests.length).toBe(before);
    expect(reply.text).toContain('cannot be used here');
  });

  test('a range that the API cannot be asked for is refused, not left out', async () => {
    const before = server.requests.length;
    const reply = await ask('dated');
    expect(server.requests.length).toBe(before);
    expect(reply.facts).toEqual([]);
    expect(reply.text).toContain('cannot be asked for a range of time');
  });
});

test('the connection test goes to the last step, or names the one that fails', async () => {
  const tested = await call('POST', `/data-sources/${sourceId}/test`);
  const { status, steps } = (await tested.json()) as {
    status: string;
    steps: { name: string; ok: boolean; message: string }[];
  };
  // Every endpoint asks for a value, so there is nothing to read by itself.
  expect(status).toBe('success');
  expect(steps.map(({ name }) => name)).toEqual(['reach', 'tls', 'login', 'clock', 'read']);
  expect(steps.at(-1)?.message).toContain('Not tried');
});

test('its endpoints are listed with their columns, and its key is never shown', async () => {
  const schema = await call('GET', `/data-sources/${sourceId}/schema`);
  const text = await schema.text();
  expect(text).toContain('workorders');
  expect(text).toContain('asked with unit, status');
  const shown = await (await call('GET', `/data-sources/${sourceId}`)).text();
  expect(shown).not.toContain(WORK_ORDER_KEY);
  expect(shown).toContain('"secretsSet":["apiKey"]');
});

test('a server that moves keeps no key: it must be entered again', async () => {
  const { config } = (await (await call('GET', `/data-sources/${sourceId}`)).json()) as {
    config: object;
  };
  const moved = { config: { ...config, baseUrl: 'http://127.0.0.1:9/maximo/api' } };
  const refused = await call('PATCH', `/data-sources/${sourceId}`, moved);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('secret_needed');
});
