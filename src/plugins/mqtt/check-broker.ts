import type { CheckStep, Outbound } from '#sdk';
import { brokerAddressOf } from './broker-address.ts';
import { connectBroker } from './connect-broker.ts';
import type { ConnectedBroker } from './connect-broker.ts';
import { timedOut } from './mqtt.errors.ts';
import type { MqttConfig } from './mqtt.schema.ts';
import { filtersOf, subscribeFilters } from './subscribe-filters.ts';
import { toMqttError } from './to-mqtt-error.ts';

/** A message that is retained comes at once; of the others, none may come for hours. */
const FIRST_MESSAGE_WITHIN_MS = 2_000;

const STEP_OF: Readonly<Record<string, CheckStep['name']>> = {
  'mqtt.tls': 'tls',
  'mqtt.bad_certificate_file': 'tls',
  'mqtt.login_refused': 'login',
  'mqtt.client_id_refused': 'login',
};

/**
 * Goes from the network to a message, over a connection of its own: reach, tls, login, permission, read. A broker does
 * not tell its time. Never throws.
 */
export async function checkBroker(
  config: MqttConfig,
  outbound: Outbound,
  signal: AbortSignal,
): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  let current: CheckStep['name'] = 'reach';
  let broker: ConnectedBroker | undefined;
  let noteMessage: () => void = () => undefined;
  const firstMessage = new Promise<void>((resolve) => {
    noteMessage = resolve;
  });
  try {
    broker = await connectBroker(config, outbound, () => noteMessage(), signal, true);
    steps.push(...passed('permission', config));
    current = 'permission';
    const filters = filtersOf(config);
    const { refused } = await orEnded(
      subscribeFilters(broker.client, filters, config.qos),
      broker,
      signal,
    );
    steps.push(permissionStep(filters, refused));
    current = 'read';
    const hasCome = await Promise.race([firstMessage.then(() => true), late(signal)]);
    const message = hasCome
      ? 'Messages come.'
      : 'Subscribed. No message has come yet: none is retained, and nobody sent one just now.';
    steps.push({ name: 'read', ok: true, message });
  } catch (error) {
    const known = toMqttError(error);
    const name = current === 'reach' ? (STEP_OF[known.code] ?? current) : current;
    const before = current === 'reach' ? passed(name, config) : steps;
    return [...before, { name, ok: false, message: known.message }];
  } finally {
    await broker?.close();
  }
  return steps;
}

/** What has worked when the connection came as far as a step. */
function passed(until: CheckStep['name'], config: MqttConfig): readonly CheckStep[] {
  const all: CheckStep[] = [
    { name: 'reach', ok: true, message: 'The broker answers.' },
    tlsStep(config),
    {
      name: 'login',
      ok: true,
      message: config.user === undefined ? 'Logged in without a user.' : 'The log-in was accepted.',
    },
  ];
  const place = all.findIndex(({ name }) => name === until);
  return place < 0 ? (until === 'reach' ? [] : all) : all.slice(0, place);
}

function tlsStep(config: MqttConfig): CheckStep {
  const name = 'tls';
  if (!brokerAddressOf(config).isTls) {
    const message =
      'The connection is not encrypted: values and the password can be read and changed on the way. Prefer TLS.';
    return { name, ok: true, message, warning: true };
  }
  if (config.insecureSkipTlsVerify) {
    const message = 'Encrypted, but the certificate is not verified, as this source asks.';
    return { name, ok: true, message, warning: true };
  }
  return { name, ok: true, message: 'The certificate is valid.' };
}

function permissionStep(filters: readonly string[], refused: readonly string[]): CheckStep {
  const name = 'permission';
  if (refused.length === 0) {
    return { name, ok: true, message: 'The account may subscribe to the topics.' };
  }
  const message = `The broker refused ${refused.length} of ${filters.length} subscriptions: ${refused.join(', ')}.`;
  return { name, ok: true, message, warning: true };
}

async function orEnded<T>(
  work: Promise<T>,
  { ended }: ConnectedBroker,
  signal: AbortSignal,
): Promise<T> {
  work.catch(() => undefined);
  return await Promise.race([
    work,
    ended.then((reason) => {
      throw reason;
    }),
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(timedOut()), { once: true });
    }),
  ]);
}

async function late(signal: AbortSignal): Promise<false> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, FIRST_MESSAGE_WITHIN_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  return false;
}
