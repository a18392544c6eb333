import { AppError, type Clock, type Logger } from '#sdk';
import type { Change } from '../audit/index.ts';
import { findDataSource, insertDataSource, updateDataSource } from '../data-sources/index.ts';
import { type Db, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { demoPlantNotAvailable, demoSourceElsewhere } from './demo.errors.ts';
import { DEMO_SOURCE_ID, type ProtectConfig, demoSource } from './demo-source.ts';
import { demoPlantUrlOf, followDemoPlant } from './follow-demo-plant.ts';
import { seedDemo } from './seed-demo.ts';
import { type DemoPlant, type StartDemoPlant, isDemoPlant } from './start-demo-plant.ts';

export type BuiltInPlantDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly protectConfig: ProtectConfig;
  /** Where it listens, unless that port is taken. */
  readonly port: number;
  /** Absent where no demo plant can be started. */
  readonly startPlant?: StartDemoPlant | undefined;
  readonly clock: Clock;
  readonly log: Logger;
};

/** The demo plant that runs beside a Plantline somebody tries out. */
export type BuiltInPlant = {
  /**
   * Starts it and makes its data source; in a store without triggers, the demo's triggers and contacts too.
   *
   * @returns the id of its data source
   * @throws AppError `demo_plant.*`
   */
  add(actor: Actor): Promise<string>;
  /** Starts it again when it was there the last time Plantline ran. Never throws. */
  resume(): Promise<void>;
  stop(): Promise<void>;
};

export function createBuiltInPlant(deps: BuiltInPlantDeps): BuiltInPlant {
  const { db, change, protectConfig, port, startPlant, clock, log } = deps;
  let starting: Promise<DemoPlant> | undefined;

  /** The one that runs, or a new one: two who ask at once get the same. */
  async function run(): Promise<DemoPlant> {
    starting ??= startAnywhere().catch((error: unknown) => {
      starting = undefined;
      throw error;
    });
    return await starting;
  }

  async function startAnywhere(): Promise<DemoPlant> {
    if (!startPlant) throw demoPlantNotAvailable();
    try {
      return await startPlant(port);
    } catch (error) {
      const isTaken = error instanceof AppError && error.code === 'demo_plant.port_in_use';
      if (!isTaken || port === 0) throw error;
      return await startPlant(0);
    }
  }

  return {
    async add(actor) {
      const known = await findDataSource(db.read, DEMO_SOURCE_ID);
      if (known && demoPlantUrlOf(known) === undefined) throw demoSourceElsewhere(known.id);
      const { baseUrl } = await run();
      const source = demoSource(baseUrl, protectConfig);
      return await change(actor, async (tx, at) => {
        await takeTurns(tx, 'demo plant');
        const isSeeded = await seedDemo(tx, source, at);
        const before = await findDataSource(tx, DEMO_SOURCE_ID);
        if (!before) await insertDataSource(tx, source, at);
        if (before && (!before.active || demoPlantUrlOf(before) !== baseUrl)) {
          const config = { ...before.config, baseUrl };
          await updateDataSource(tx, before.id, { config, active: true }, at);
        }
        const details = { id: DEMO_SOURCE_ID, isSeeded };
        return { result: DEMO_SOURCE_ID, action: 'demo_plant.started', details };
      });
    },
    async resume() {
      try {
        const source = await findDataSource(db.read, DEMO_SOURCE_ID);
        const expected = source?.active && startPlant ? demoPlantUrlOf(source) : undefined;
        // One that somebody else runs, such as "plantline demo", is left to them.
        if (expected === undefined || (await isDemoPlant(expected))) return;
        const { baseUrl } = await run();
        await followDemoPlant(db, baseUrl, clock());
      } catch (error) {
        log.warn({ error }, 'The demo plant could not be started again');
      }
    },
    async stop() {
      const plant = await starting?.catch(() => undefined);
      starting = undefined;
      await plant?.stop();
    },
  };
}
