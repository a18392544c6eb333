import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { findDataSource, updateDataSource } from '../data-sources/index.ts';
import { followDemoPlant } from './follow-demo-plant.ts';
import { DEMO_SOURCE_ID, demoSource } from './demo-source.ts';
import { seedDemo } from './seed-demo.ts';

const NOW = new Date('2026-03-01T08:00:00Z');
const FIRST = 'http://127.0.0.1:8003/piwebapi';
const SECOND = 'http://127.0.0.1:9003/piwebapi';

describe.each(ENGINES)('the demo source on %s', (engine) => {
  async function seeded() {
    const db = await freshDatabase(engine);
    const protectConfig = (_id: string, _plugin: string, config: object) => ({ ...config });
    await db.write((tx) => seedDemo(tx, demoSource(FIRST, protectConfig), NOW));
    const config = async () => (await findDataSource(db.read, DEMO_SOURCE_ID))?.config;
    return { db, config };
  }

  test('follows the demo plant to another port and keeps the rest', async () => {
    const { db, config } = await seeded();
    const before = await config();
    await followDemoPlant(db, SECOND, NOW);
    expect(await config()).toEqual({ ...before, baseUrl: SECOND });
  });

  test('stays where somebody pointed it', async () => {
    const { db, config } = await seeded();
    const own = { baseUrl: 'https://pi.example.com/piwebapi', dataServer: 'PI1' };
    await db.write((tx) => updateDataSource(tx, DEMO_SOURCE_ID, { config: own }, NOW));
    await followDemoPlant(db, SECOND, NOW);
    expect(await config()).toEqual(own);
  });
});
