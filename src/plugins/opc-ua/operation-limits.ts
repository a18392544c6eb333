import type { ClientSession } from 'node-opcua-client';

const VALUE = 13;

/** OperationLimits of the server's capabilities, by their NodeIds of OPC 10000-6. */
const LIMITS = {
  read: 'ns=0;i=11705',
  browse: 'ns=0;i=11710',
  monitoredItems: 'ns=0;i=11714',
} as const;

export type OperationLimits = Readonly<Record<keyof typeof LIMITS, number>>;

/** How many nodes a request may name: what the server says, and no more than `most`. It need not say anything. */
export async function readLimits(session: ClientSession, most: number): Promise<OperationLimits> {
  const names = Object.keys(LIMITS) as (keyof typeof LIMITS)[];
  const told = await session.read(
    names.map((name) => ({ nodeId: LIMITS[name], attributeId: VALUE })),
  );
  const limits = names.map((name, place) => {
    const limit: unknown = told[place]?.value.value;
    return [name, typeof limit === 'number' && limit > 0 ? Math.min(limit, most) : most] as const;
  });
  return Object.fromEntries(limits) as OperationLimits;
}
