import { rmSync } from 'node:fs';
import { startWhatsappCloud } from '../simulators/whatsapp-cloud/index.ts';
import { flood, FLOOD_CONFIG } from './flood.ts';
import { load } from './load.ts';
import type { PicturesResult } from './pictures.ts';
import { cpuMs, residentMb, start, stop } from './processes.ts';
import type { SqlResult } from './sql.ts';
import { startPlantline, triggerName, type Plantline, type Store } from './start-plantline.ts';

/*
 * npm run bench: the speed and size of the main job, as ratios to a floor measured in the same run on the same
 * machine. Nothing is a test: it prints what it measured beside what it is meant to be. Needs Linux (/proc).
 */

const IN_FLIGHT = 16;
const WARM_UP = 4_000;
const MESSAGES = 4_000;
const ROUNDS = 3;
const SEARCH_POINTS = 200_000;
const FIRST_PORT = 18_702;
const FLOOD = { triggers: 10, perSecond: 1_020, seconds: 60 };

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly isMet: boolean;
}
/** What bench/search.ts sends. */
interface SearchResult {
  readonly filledMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly foundPart: number;
  readonly grownMb: number;
}

const rows: Row[] = [];

function report(what: string, value: number, unit: string, limit: number, kind: 'most' | 'least') {
  const measured = `${value.toFixed(value < 10 ? 2 : 0)}${unit}`;
  const isMet = kind === 'most' ? value <= limit : value >= limit;
  rows.push({ what, measured, goal: `${kind === 'most' ? '≤' : '≥'} ${limit}${unit}`, isMet });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const standIn = await start('bench/pi-stand-in.ts', [100]);
const piUrl = String(standIn.message['url']);

async function withPlantline<T>(
  store: Partial<Store>,
  use: (it: Plantline) => Promise<T>,
): Promise<T> {
  const plantline = await startPlantline({
    piUrl,
    triggers: 10,
    groups: 1,
    tags: 1,
    port: FIRST_PORT,
    ...store,
  });
  try {
    return await use(plantline);
  } finally {
    await stop(plantline.child);
    rmSync(plantline.folder, { recursive: true, force: true });
  }
}

/** Asks `count` questions by the simulator's route and waits for each answer, as a person does. */
async function ask(
  plantline: Plantline,
  count: number,
  textOf: (index: number) => string,
  inFlight = IN_FLIGHT,
) {
  return await load({
    url: `${plantline.url}/api/v1/simulator/messages?wait=10`,
    headers: { cookie: plantline.cookie },
    count,
    inFlight,
    bodyOf: (index) => ({
      from: `+6281${String(index % 200).padStart(8, '0')}`,
      text: textOf(index),
    }),
    isAnswer: (text) => text.includes('612.4'),
  });
}

const oneOf = (triggers: number) => (index: number) => triggerName(index % triggers);

async function piRequests(): Promise<number> {
  return await new Promise((resolve) => {
    standIn.child.once('message', (message) => resolve((message as { requests: number }).requests));
    standIn.child.send('requests');
  });
}

console.log(
  `Floor and Plantline in turn, ${ROUNDS} rounds of ${MESSAGES} messages, ${IN_FLIGHT} in flight …`,
);
const floor = await start('bench/floor.ts', [piUrl]);
const floorLoad = (count: number) =>
  load({
    url: `${String(floor.message['url'])}/ask`,
    count,
    inFlight: IN_FLIGHT,
    bodyOf: () => ({ text: 'signal 0 value' }),
    isAnswer: (text) => text.includes('612.4375'),
  });
await floorLoad(WARM_UP);
await withPlantline({}, async (plantline) => {
  await ask(plantline, WARM_UP, oneOf(10));
  const ratios: number[] = [];
  const cpu: number[] = [];
  const speeds: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const least = await floorLoad(MESSAGES);
    const before = cpuMs(plantline.child);
    const ours = await ask(plantline, MESSAGES, oneOf(10));
    cpu.push((cpuMs(plantline.child) - before) / MESSAGES);
    ratios.push(ours.perSecond / least.perSecond);
    speeds.push(
      `floor ${least.perSecond.toFixed(0)}/s, Plantline ${ours.perSecond.toFixed(0)}/s (p95 ${ours.p95Ms.toFixed(1)} ms)`,
    );
  }
  for (const line of speeds) console.log(`  ${line}`);
  report('throughput at 16 in flight, against the floor', median(ratios), ' ×', 0.3, 'least');
  report('CPU per answered message', median(cpu), ' ms', 1, 'most');
  report('ready to answer after start', plantline.readyMs / 1000, ' s', 1, 'most');
  await ask(plantline, Math.max(0, 10_000 - WARM_UP - ROUNDS * MESSAGES), oneOf(10));
  report(
    'resident after 10,000 messages and more',
    residentMb(plantline.child),
    ' MB',
    180,
    'most',
  );
});
await stop(floor.child);

console.log('PI requests a question …');
for (const [what, store, text] of [
  ['one tag', { tags: 1 }, triggerName(0)],
  ['30 tags', { tags: 30 }, triggerName(0)],
  ['a group of 6', { tags: 1 }, 'area 0'],
] as const) {
  await withPlantline(store, async (plantline) => {
    // The first question learns the WebIDs; the tag index has read its hundred points by then.
    await ask(plantline, 20, () => text);
    const before = await piRequests();
    await ask(plantline, 200, () => text, 1);
    report(`PI requests a question, ${what}`, ((await piRequests()) - before) / 200, '', 1, 'most');
  });
}

console.log('10 triggers, then 10,000 triggers and 1,000 groups …');
const cpuOf = async (triggers: number, groups: number) =>
  await withPlantline({ triggers, groups }, async (plantline) => {
    await ask(plantline, WARM_UP, oneOf(triggers));
    const before = cpuMs(plantline.child);
    await ask(plantline, MESSAGES, oneOf(triggers));
    return (cpuMs(plantline.child) - before) / MESSAGES;
  });
const few: number[] = [];
const many: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  few.push(await cpuOf(10, 1));
  many.push(await cpuOf(10_000, 1_000));
}
report(
  'CPU with 10,000 triggers and 1,000 groups, against 10',
  median(many) / median(few),
  ' ×',
  1.2,
  'most',
);

console.log(`Tag search over ${SEARCH_POINTS} points …`);
const bigStandIn = await start('bench/pi-stand-in.ts', [SEARCH_POINTS]);
const search = await start('bench/search.ts', [String(bigStandIn.message['url']), SEARCH_POINTS]);
await stop(bigStandIn.child);
const { filledMs, p50Ms, p95Ms, foundPart, grownMb } = search.message as unknown as SearchResult;
console.log(
  `  read in ${(filledMs / 1000).toFixed(1)} s, ${grownMb.toFixed(0)} MB, p50 ${p50Ms.toFixed(2)} ms, found ${(foundPart * 100).toFixed(0)} %`,
);
report('tag search over 200,000 tags, p95', p95Ms, ' ms', 20, 'most');

console.log('Pictures of 3 lines of 500 points …');
const pictures = await start('bench/pictures.ts', []);
const drawn = pictures.message as unknown as PicturesResult;
report('a picture of a trend, p50', drawn.p50Ms, ' ms', 45, 'most');
report('a picture of a trend, p95', drawn.p95Ms, ' ms', 90, 'most');
report('memory grown over 1,000 pictures', drawn.grownMb, ' MB', 16, 'most');

console.log('SQL questions beside the bare drivers …');
const sql = await start('bench/sql.ts', []);
const { cpu: sqlCpu, slowest, big } = sql.message as unknown as SqlResult;
for (const { kind, ratio, bareMs } of sqlCpu) {
  console.log(`  ${kind}: the bare driver ${bareMs.toFixed(2)} ms of CPU a question`);
  report(`CPU of a ${kind} question, against its bare driver`, ratio, ' ×', 1.3, 'most');
}
const { aloneP99Ms, togetherP99Ms } = slowest;
report(
  'p99 of 200 questions to 5 sources, against the slowest',
  togetherP99Ms / aloneP99Ms,
  ' ×',
  2,
  'most',
);
report('memory for 1,000 rows of a table of 10,000,000', big.grownMb, ' MB', 32, 'most');

console.log(`A flood of ${FLOOD.perSecond} messages a second for ${FLOOD.seconds} s by webhook …`);
const cloud = await startWhatsappCloud({ ...FLOOD_CONFIG });
await cloud.setFaults({ isUnlimited: true });
await withPlantline({ env: { PLANTLINE_WHATSAPP_CLOUD_URL: cloud.url } }, async (plantline) => {
  await setUpCloud(plantline);
  await ask(plantline, WARM_UP, oneOf(FLOOD.triggers));
  const flooded = await flood(plantline, FLOOD);
  console.log(
    `  p95 of another person's answers ${flooded.calmP95Ms.toFixed(1)} ms, then ${flooded.floodP95Ms.toFixed(1)} ms; a webhook's p95 ${flooded.webhookP95Ms.toFixed(0)} ms; all answered ${(flooded.drainedMs / 1000).toFixed(0)} s after the flood`,
  );
  report('messages accepted in a flood', flooded.acceptedPerSecond, '/s', 1_000, 'least');
  report('messages of the flood lost or answered twice', flooded.lost, '', 0, 'most');
  const ratio = flooded.floodP95Ms / flooded.calmP95Ms;
  report('p95 of another person during the flood, against before', ratio, ' ×', 10, 'most');
  report('p95 of a webhook during the flood', flooded.webhookP95Ms, ' ms', 250, 'most');
});
await cloud.close();
await stop(standIn.child);

/** As an administrator does on the page. */
async function setUpCloud({ url, cookie }: Plantline): Promise<void> {
  const response = await fetch(`${url}/api/v1/transports/whatsapp-cloud`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({
      config: { ...FLOOD_CONFIG, totalBurst: 1_000, totalPerSecond: 1_000 },
      active: true,
    }),
  });
  if (!response.ok) throw new Error(`Setting up failed: ${await response.text()}`);
}

const width = Math.max(...rows.map(({ what }) => what.length));
console.log();
for (const { what, measured, goal, isMet } of rows) {
  console.log(
    `${what.padEnd(width)}  ${measured.padStart(10)}  ${goal.padStart(9)}  ${isMet ? 'met' : 'NOT MET'}`,
  );
}
