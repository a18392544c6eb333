import { createReceive } from '../../bot/create-receive.ts';
import { createReplyWaiter } from '../../bot/reply-waiter.ts';
import { simulatorRoutes } from '../../bot/simulator.routes.ts';
import { migrate, openDatabase } from '../../db/index.ts';
import { createHttpServer } from '../../lib/http/index.ts';
import { authRequired } from '../../lib/http/http.errors.ts';
import { transportContract } from '../../../tests/contracts/transport.contract.ts';
import type { TransportNetwork } from '../../../tests/contracts/transport-network.ts';
import { simulator } from './index.ts';

const PERSON = '+6281200000001';
const GROUP = '1203630001@g.us';
const TOKEN = 'token-of-this-test';

/** Its wire is the route that messages come in by; what is sent ends in the plugin itself. */
async function startSimulatorNetwork(): Promise<TransportNetwork> {
  const db = await openDatabase('sqlite::memory:');
  await migrate(db);
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const http = await createHttpServer({
    log: silent,
    authenticator: {
      bySession: () => Promise.reject(authRequired()),
      async byBearer(token) {
        if (token !== TOKEN) throw authRequired();
        return { id: null, username: 'tester', fullName: null, role: 'user' };
      },
    },
  });
  let deliver: Parameters<TransportNetwork['join']>[1]['onMessage'] | undefined;
  const receive = createReceive({
    db,
    bot: {
      async accept(message) {
        await deliver?.(message);
        return 'kept';
      },
    },
    waiter: createReplyWaiter(),
    clock: () => new Date(),
    transport: 'simulator',
  });
  await http.register(simulatorRoutes({ receive }), { prefix: '/api/v1' });
  const address = await http.listen({ host: '127.0.0.1', port: 0 });
  const sent = new Map<string, object>();

  /** Whoever uses the route tries again under the same id until it says that the message is kept. */
  async function post(id: string, triesLeft = 3): Promise<void> {
    const response = await fetch(`${address}/api/v1/simulator/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${TOKEN}`,
        connection: 'close',
      },
      body: JSON.stringify({ id, ...sent.get(id) }),
    });
    await response.text();
    if (response.status === 500 && triesLeft > 0) await post(id, triesLeft - 1);
    else if (response.status !== 202) throw new Error(`The route answered ${response.status}.`);
  }

  async function write(message: object): Promise<string> {
    const id = `contract-${sent.size + 1}`;
    sent.set(id, message);
    await post(id);
    return id;
  }

  return {
    config: {},
    person: PERSON,
    secrets: () => [TOKEN],
    async join(_transport, { onMessage }) {
      deliver = onMessage;
    },
    say: (text) => write({ from: PERSON, text }),
    repeat: (id) => post(id),
    async sayInGroup(text, mentionsBot) {
      await write({ from: PERSON, chat: GROUP, text, mentionsBot });
    },
    async close() {
      await http.close();
      await db.close();
    },
  };
}

transportContract({
  name: 'The simulator',
  plugin: simulator,
  start: startSimulatorNetwork,
  // Its outbox is the phone, and it is there whenever Plantline is.
  lacks: ['pictures', 'taps', 'feedback', 'phone', 'away', 'connection', 'silence', 'strangers'],
});
