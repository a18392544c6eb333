import { plugins } from '../src/plugins/index.ts';
import { createLog } from '../src/lib/log.ts';
import { createOutbound } from '../src/lib/outbound/index.ts';
import { quantile } from './load.ts';

/*
 * The tag index over as many points as the stand-in has: how long it takes to fill, what it holds in memory, and how
 * long a search takes. In a process of its own, so that nothing else's memory or garbage is counted.
 */

const [piUrl = '', points = '200000'] = process.argv.slice(2);
const WORDS = [
  'main steam',
  'boiler pressure',
  'turbine vibration unit 2',
  'coal mill current',
  'stack',
];
const MISTYPED = ['boilr presure', 'turbin vibraton', 'condensr levl', 'genertor curent'];
const NAMES = ['U1_SIG_0001', 'u3_sig_19', 'SIG_150000', 'U2_SIG_123457', 'sig 99'];
const SEARCHES = 400;

const plugin = plugins.dataSources.find(({ kind }) => kind === 'aveva-pi');
if (!plugin) throw new Error('The aveva-pi plugin is not there.');
const before = process.memoryUsage.rss();
const startedMs = performance.now();
const source = await plugin.connect(plugin.config.parse({ baseUrl: piUrl }), {
  log: createLog('warn'),
  clock: () => new Date(),
  timeZone: 'Asia/Jakarta',
  outbound: createOutbound({ allowPrivate: true }),
});
while (!source.tagIndexStatus?.().complete) await new Promise((resolve) => setTimeout(resolve, 20));
const filledMs = performance.now() - startedMs;
const indexed = source.tagIndexStatus?.().tags ?? 0;
if (indexed !== Number(points)) throw new Error(`Only ${indexed} of ${points} points are indexed.`);

const questions = [...WORDS, ...MISTYPED, ...NAMES];
const timesMs: number[] = [];
let found = 0;
for (let index = 0; index < SEARCHES; index += 1) {
  const began = performance.now();
  const tags = source.search?.(questions[index % questions.length] ?? '', 10) ?? [];
  timesMs.push(performance.now() - began);
  found += tags.length > 0 ? 1 : 0;
}
timesMs.sort((a, b) => a - b);
process.send?.({
  filledMs,
  p50Ms: quantile(timesMs, 0.5),
  p95Ms: quantile(timesMs, 0.95),
  foundPart: found / SEARCHES,
  residentMb: process.memoryUsage.rss() / 1_048_576,
  grownMb: (process.memoryUsage.rss() - before) / 1_048_576,
});
await source.close();
process.disconnect();
