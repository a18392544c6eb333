import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';
import type { Engine } from '../../src/db/index.ts';
import { launchServe, prepareServeStore, type ServeProcess } from '../support/serve-process.ts';
import { storePlace } from '../support/store-place.ts';
import { childrenOf } from './children-of.ts';
import { checkOutcome, type WireCount } from './check-outcome.ts';
import type { Crowd } from './crowd.ts';
import { findKeyMaterial } from './find-key-material.ts';
import { readAuditFaults } from './read-audit-faults.ts';
import { readPictureFaults } from './read-picture-faults.ts';
import { settledOutcome } from './settled-outcome.ts';
import { seededRandom } from './seeded-random.ts';

export interface TortureOptions {
  readonly engine: Engine;
  readonly kills: number;
  readonly seed: number;
  /** People on the wires, and what the server must be started with to reach them. */
  readonly crowds: readonly Crowd[];
  readonly env?: Readonly<Record<string, string>>;
  readonly onKill?: (kills: number) => void;
}

export interface TortureReport {
  readonly counts: readonly WireCount[];
  readonly kills: number;
  /** Of those, how many ended only the process that speaks to WhatsApp. */
  readonly childKills: number;
  readonly seconds: number;
  /** Of those: after the last kill and the last question, until all was answered. */
  readonly settlingSeconds: number;
  /** Nothing is lost, doubled or misdirected when there are none. */
  readonly faults: readonly string[];
}

const SHORTEST_LIFE_MS = 100;
const LONGEST_LIFE_MS = 2_000;
/** Parts of the kills: before the server listens, and of the process alone that speaks to WhatsApp. */
const KILLED_IN_START_UP = 0.15;
const KILLED_CHILD = 0.2;
const CHILD = 'whatsapp-web';

/**
 * Kills a server at random points of its life while people ask it on every wire, starts it again each time, and then
 * holds what the wires saw against what the store says.
 */
export async function runTorture(options: TortureOptions): Promise<TortureReport> {
  const { engine, kills, crowds } = options;
  const startedAt = performance.now();
  const random = seededRandom(options.seed);
  const place = await storePlace(engine);
  const plant = await startPiWebApi({ port: 0 });
  const killedAt: Date[] = [];
  const outputs: string[] = [];
  let childKills = 0;
  try {
    const store = await prepareServeStore(place, plant.url, options.env);
    let launched = launchServe(store);
    const first = await launched.ready;
    for (const crowd of crowds) await crowd.link(first);
    const isOver = new AbortController();

    /** The server that listens, or will: one that is killed before it listens is followed by another. */
    async function running(): Promise<ServeProcess> {
      for (;;) {
        const { ready } = launched;
        try {
          return await ready;
        } catch (error) {
          if (launched.ready === ready) await sleep(1);
          if (isOver.signal.aborted) throw error;
        }
      }
    }

    const asking = crowds.map((crowd) => crowd.askUntil(isOver.signal, running));
    // An error of a crowd ends the run at once.
    const failed = Promise.race(asking).then(() => undefined);

    async function killOnce(): Promise<void> {
      // Some do not live to listen. Most lives are short, and some long enough for whatever takes long to happen.
      if (random() > KILLED_IN_START_UP) await running();
      await sleep(SHORTEST_LIFE_MS + random() ** 2 * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
      const isChildKilled = random() < KILLED_CHILD;
      const [child] = isChildKilled ? childrenOf(launched.pid, CHILD) : [];
      killedAt.push(new Date());
      if (child !== undefined) {
        childKills += 1;
        process.kill(child, 'SIGKILL');
        return;
      }
      await launched.kill();
      outputs.push(launched.output());
      launched = launchServe(store);
    }

    for (let kill = 1; kill <= kills; kill += 1) {
      await Promise.race([killOnce(), failed]);
      options.onKill?.(kill);
    }
    const last = await launched.ready;
    await sleep(LONGEST_LIFE_MS / 2);
    isOver.abort();
    await Promise.all(asking);
    const settlingFrom = performance.now();
    const outcome = await settledOutcome(store, engine, crowds);
    const settlingSeconds = (performance.now() - settlingFrom) / 1000;
    const { code, log } = await last.terminate();
    outputs.push(log);
    const evidence = await Promise.all(
      crowds.map(async (crowd) => ({
        transport: crowd.transport,
        accepted: crowd.accepted(),
        arrivals: await crowd.arrivals(),
        hiddenRepeats: await crowd.hiddenRepeats(),
      })),
    );
    const { counts, faults } = checkOutcome(outcome, evidence, killedAt);
    const badMacs = await Promise.all(crowds.map((crowd) => crowd.badMacs()));
    return {
      counts,
      kills: killedAt.length,
      childKills,
      seconds: (performance.now() - startedAt) / 1000,
      settlingSeconds,
      faults: [
        ...faults,
        ...(code === 0 ? [] : [`the last server ended with exit code ${String(code)}`]),
        ...badMacs.flat(),
        ...(await readAuditFaults(store)),
        ...(await readPictureFaults(store, outcome.questions)),
        ...findKeyMaterial(outputs.join('\n'), [
          readFileSync(`${store.config.dataDir}/secret.key`, 'utf8').trim(),
        ]),
      ],
    };
  } finally {
    await plant.close();
    await place.drop();
  }
}
