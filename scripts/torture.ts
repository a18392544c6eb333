/**
 * npm run torture -- --kills 1000 [--engine sqlite|postgresql] [--seed n] [--wires simulator,whatsapp-web,whatsapp-cloud]:
 * people ask on every wire, for values, for trends and in plain words, while the server is killed again and again; then
 * what the wires saw is held against what the store says. Ends with exit code 1 when anything is lost, answered twice,
 * or came twice for no reason, or a picture before its text.
 */
import { parseArgs } from 'node:util';
import type { WireCount } from '../tests/torture/check-outcome.ts';
import { runTorture } from '../tests/torture/run-torture.ts';
import { startCrowds, WIRES } from '../tests/torture/start-crowds.ts';

const SHOWN_OF_A_KIND = 5;

// The Signal library of the simulated phones, which share this process, prints whole sessions on these.
console.info = console.warn = () => undefined;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    engine: { type: 'string', default: 'sqlite' },
    wires: { type: 'string', default: WIRES.join(',') },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
const engine = values.engine === 'sqlite' ? 'sqlite' : 'postgresql';
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error(
    'Say how often to kill and with what seed in whole numbers, as --kills 200 --seed 1.',
  );
  process.exit(2);
}

const { crowds, env, close } = await startCrowds(
  WIRES.filter((wire) => values.wires.split(',').includes(wire)),
);
const wires = crowds.map(({ transport }) => transport).join(', ');
console.log(`${kills} kills on ${engine}, seed ${seed}, asked by ${wires} …`);
const report = await runTorture({
  engine,
  kills,
  seed,
  crowds,
  env,
  onKill(done) {
    if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${kills} kills`);
    else if (done % 50 === 0) console.log(`${done} of ${kills} kills`);
  },
});
await close();

console.log(
  `\n${report.kills} kills (${report.childKills} of the WhatsApp process alone) in ${report.seconds.toFixed(0)} s, of which ${report.settlingSeconds.toFixed(0)} s until all was answered`,
);
for (const line of tableOf(report.counts)) console.log(line);
// Some of each kind: what is the same but for its ids.
const kinds = Map.groupBy(report.faults, (fault) => fault.replaceAll(/\S*\d\S*/gu, '#'));
for (const alike of kinds.values()) {
  for (const fault of alike.slice(0, SHOWN_OF_A_KIND)) console.error(fault);
  if (alike.length > SHOWN_OF_A_KIND)
    console.error(`… and ${alike.length - SHOWN_OF_A_KIND} alike`);
}
console.log(
  report.faults.length === 0
    ? 'Nothing was lost, nothing was answered twice, and every repeat on a wire is explained.'
    : `${report.faults.length} faults.`,
);
process.exitCode = report.faults.length === 0 ? 0 : 1;

/** A row for each wire, a column for each count. */
function tableOf(counts: readonly WireCount[]): readonly string[] {
  const columns = [
    'asked',
    'kept',
    'answered',
    'plain',
    'trends',
    'pictures',
    'arrived',
    'sentAgain',
    'repeated',
    'explained',
  ] as const;
  const head = ['transport', ...columns];
  const rows = counts.map((count) => [
    count.transport,
    ...columns.map((name) => String(count[name])),
  ]);
  return [head, ...rows].map((cells) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(14) : cell.padStart(10))).join(''),
  );
}
