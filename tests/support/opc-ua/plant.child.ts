/*
 * A real OPC UA server with a small plant, in a process of its own: it is heavy to load, and it can be killed.
 * Started by start-opc-ua-plant.ts, which it obeys by messages.
 */
import { DataType, StatusCodes, VariantArrayType } from 'node-opcua-client';
import { OPCUAServer } from 'node-opcua-server';
import type { PlantOptions, PlantOrder } from './start-opc-ua-plant.ts';

const HISTORY_HOURS = 6;
const STEP_MS = 30_000;
const FAST_START_MS = Date.parse('2026-01-05T00:00:00Z');
const FAST_VALUES = 12_000;

const options = JSON.parse(process.argv[2] ?? '{}') as PlantOptions;

const server = new OPCUAServer({
  port: options.port,
  hostname: '127.0.0.1',
  resourcePath: '/plant',
  buildInfo: { productName: 'Plant of the tests' },
  allowAnonymous: options.allowAnonymous,
  userManager: {
    isValidUser: (user: string, password: string) => user === 'operator' && password === 'seCret-9',
  },
  serverCapabilities: {
    operationLimits: { maxNodesPerRead: 40, maxNodesPerBrowse: 30, maxNodesPerHistoryReadData: 1 },
  },
  maxConnectionsPerEndpoint: 200,
});
Object.assign(server.serverCertificateManager, {
  automaticallyAcceptUnknownCertificate: options.trustsClients,
});
await server.initialize();

const tally: Record<string, number> = {};
server.on('request', (request) => {
  const { name } = request.schema;
  tally[name] = (tally[name] ?? 0) + 1;
});

const addressSpace = server.engine.addressSpace;
if (!addressSpace) throw new Error('There is no address space');
const own = addressSpace.getOwnNamespace();
const area = own.addFolder('ObjectsFolder', { browseName: 'Area', nodeId: 's=AREA' });
const unit = own.addObject({ organizedBy: area, browseName: 'Unit1' });
// A way back up: whoever browses must not run in circles.
unit.addReference({ referenceType: 'Organizes', nodeId: area.nodeId });

const load = own.addAnalogDataItem({
  componentOf: unit,
  browseName: 'Load',
  nodeId: 's=U1.LOAD',
  description: 'Net load of unit 1',
  dataType: 'Double',
  engineeringUnitsRange: { low: 0, high: 700 },
  engineeringUnits: { namespaceUri: '', unitId: 1, displayName: 'MW', description: 'megawatt' },
  valuePrecision: 1,
});
const pressure = own.addAnalogDataItem({
  componentOf: unit,
  browseName: 'Main steam/Pressure',
  nodeId: 's=U1.PRESS',
  dataType: 'Float',
  engineeringUnitsRange: { low: 0, high: 200 },
  engineeringUnits: { namespaceUri: '', unitId: 2, displayName: 'bar', description: 'bar' },
});
own.addTwoStateDiscrete({
  componentOf: unit,
  browseName: 'Valve',
  trueState: 'Open',
  falseState: 'Closed',
  value: true,
});
own.addMultiStateDiscrete({
  componentOf: unit,
  browseName: 'Mode',
  enumStrings: ['Off', 'Auto', 'Manual'],
  value: 2,
});
own.addMultiStateValueDiscrete({
  componentOf: unit,
  browseName: 'Phase',
  enumValues: { Filling: 10, Heating: 20 },
  value: 20,
});

function variable(browseName: string, dataType: DataType, value: unknown, more: object = {}) {
  return own.addVariable({
    componentOf: unit,
    browseName,
    dataType,
    value: { dataType, arrayType: VariantArrayType.Scalar, value },
    ...more,
  });
}

variable('Health', DataType.Int32, 0, { dataType: 'ServerState' });
variable('Running', DataType.Boolean, true);
variable('Counter', DataType.UInt64, [0x00200000, 1]);
variable('Small counter', DataType.Int64, [0xffffffff, 0xfffffffe]);
variable('Short', DataType.Float, Math.fround(0.1));
variable('Note', DataType.String, 'all well');
variable('Started', DataType.DateTime, new Date('2026-02-03T04:05:06.789Z'));
variable('No number', DataType.Double, NaN);
variable('Numeric id', DataType.Double, 4.5, { nodeId: 'i=4711' });
variable('Setpoint', DataType.Double, 50, { nodeId: 's=U1.SP' });
own.addVariable({
  componentOf: unit,
  browseName: 'Spectrum',
  dataType: DataType.Double,
  valueRank: 1,
  value: {
    dataType: DataType.Double,
    arrayType: VariantArrayType.Array,
    value: new Float64Array([1, 2, 3]),
  },
});
const at = new Date('2026-03-01T08:00:00.500Z');
for (const [name, status] of [
  ['Broken sensor', StatusCodes.BadSensorFailure],
  ['Doubtful', StatusCodes.UncertainLastUsableValue],
  ['Overridden', StatusCodes.GoodLocalOverride],
] as const) {
  variable(name, DataType.Double, 1.5).setValueFromSource(
    { dataType: DataType.Double, value: 1.5 },
    status,
    at,
  );
}
// Nobody but the server itself may see it.
variable('Secret', DataType.Double, 1, { accessLevel: 'CurrentRead', userAccessLevel: 0 });

const many = own.addFolder('ObjectsFolder', { browseName: 'Many' });
for (let n = 0; n < (options.extraTags ?? 0); n += 1) {
  own.addVariable({
    componentOf: many,
    browseName: `T${String(n).padStart(4, '0')}`,
    dataType: DataType.Double,
    value: { dataType: DataType.Double, value: n },
    userAccessLevel: 'CurrentRead',
  });
}

function number(ms: number): number {
  return 600 + 40 * Math.sin(ms / 3_600_000);
}

const nowMs = Math.floor(Date.now() / STEP_MS) * STEP_MS;
const firstMs = nowMs - HISTORY_HOURS * 3_600_000;
for (let ms = firstMs; ms <= nowMs; ms += STEP_MS) {
  setLoad(number(ms), new Date(ms));
  pressure.setValueFromSource(
    { dataType: DataType.Float, value: number(ms) / 4 },
    StatusCodes.Good,
    new Date(ms),
  );
  // History is kept in the order in which it is told, so nothing may come before the oldest value.
  if (options.hasHistory && ms === firstMs) {
    for (const node of [load, pressure]) {
      addressSpace.installHistoricalDataNode(node, { maxOnlineValues: 20_000 });
    }
  }
  // The server's own keeping of history is not finished when it is told a value.
  if (options.hasHistory) await new Promise((resolve) => setImmediate(resolve));
}

// More values than a server hands over at once.
const fast = variable('Fast', DataType.Double, 0, {
  nodeId: 's=U1.FAST',
  accessLevel: 'CurrentRead',
});
for (let n = 0; options.hasHistory && n < FAST_VALUES; n += 1) {
  const when = new Date(FAST_START_MS + n * 1_000);
  fast.setValueFromSource({ dataType: DataType.Double, value: n }, StatusCodes.Good, when);
  if (n === 0) addressSpace.installHistoricalDataNode(fast, { maxOnlineValues: 20_000 });
  if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
}

function setLoad(value: number, when: Date, status = StatusCodes.Good): void {
  load.setValueFromSource({ dataType: DataType.Double, value }, status, when);
}

async function obey({ order, value, at: when }: PlantOrder): Promise<unknown> {
  switch (order) {
    case 'set':
      return setLoad(value ?? 0, new Date(when ?? Date.now()));
    case 'setBad':
      return setLoad(0, new Date(), StatusCodes.BadDeviceFailure);
    case 'sessions':
      return server.engine.currentSessionCount;
    case 'subscriptions':
      return server.engine.currentSubscriptionCount;
    case 'tally':
      return tally;
    case 'remove':
      return addressSpace?.deleteNode(load);
    case 'certificate':
      return server.getCertificate().toString('base64');
  }
}

process.on('message', (message: PlantOrder & { readonly id: number }) => {
  obey(message).then(
    (answer) => process.send?.({ id: message.id, answer }),
    (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

await server.start();
process.send?.({ id: 0, answer: null });
