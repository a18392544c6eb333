import type { MqttClient } from 'mqtt';
import { subscriptionRefused } from './mqtt.errors.ts';
import type { MqttConfig } from './mqtt.schema.ts';

/** A subscription that was refused is answered with a code of this or more. */
const REFUSED = 0x80;

/** Every filter that a source reads, each once. */
export function filtersOf({ topics, sparkplugGroups }: MqttConfig): readonly string[] {
  const births = sparkplugGroups.flatMap((group) => [
    ...['NBIRTH', 'NDEATH', 'NDATA'].map((type) => `spBv1.0/${group}/${type}/+`),
    ...['DBIRTH', 'DDEATH', 'DDATA'].map((type) => `spBv1.0/${group}/${type}/+/+`),
  ]);
  return [...new Set([...topics.map(({ filter }) => filter), ...births])];
}

/** @throws AppError `mqtt.subscription_refused` when none of them is granted */
export async function subscribeFilters(
  client: MqttClient,
  filters: readonly string[],
  qos: number,
): Promise<{ readonly refused: readonly string[] }> {
  const granted = await client
    .subscribeAsync([...filters], { qos: qos as 0 | 1 | 2 })
    .catch((error: unknown) => {
      // The library makes an error of it when any of them is refused.
      if (isRefusal(error)) return undefined;
      throw error;
    });
  if (granted) {
    const refused = granted.filter((each) => each.qos >= REFUSED).map(({ topic }) => topic);
    if (refused.length === filters.length) throw subscriptionRefused(refused);
    return { refused };
  }
  return await subscribeOneByOne(client, filters, qos);
}

async function subscribeOneByOne(
  client: MqttClient,
  filters: readonly string[],
  qos: number,
): Promise<{ readonly refused: readonly string[] }> {
  const refused: string[] = [];
  for (const filter of filters) {
    await client.subscribeAsync(filter, { qos: qos as 0 | 1 | 2 }).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      refused.push(filter);
    });
  }
  if (refused.length === filters.length) throw subscriptionRefused(refused);
  return { refused };
}

/** The library wraps the broker's answer, and names the code of it in words only. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Subscribe error');
}
