import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { readVersions } from '../db/index.ts';
import {
  deleteDataSource,
  deleteQueryPreset,
  findDataSource,
  findQueryPreset,
  insertDataSource,
  insertQueryPreset,
  listDataSources,
  listQueryPresets,
  recordDataSourceState,
  updateDataSource,
  updateQueryPreset,
} from './index.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const LATER = new Date('2026-11-23T08:00:00.000Z');
const PLANT_PI = {
  id: 'demo-pi',
  name: 'Plant PI',
  plugin: 'aveva-pi',
  config: { baseUrl: 'http://127.0.0.1:8003/piwebapi', password: 'enc:v1:AAAA' },
};

describe.each(ENGINES)('data sources on %s', (engine) => {
  test('a source is kept with its config', async () => {
    const db = await freshDatabase(engine);
    const made = await db.write((tx) => insertDataSource(tx, PLANT_PI, NOW));
    expect(made).toEqual({
      ...PLANT_PI,
      databaseType: null,
      active: true,
      connectionStatus: 'unknown',
      lastTestedAt: null,
      testStatus: null,
      testErrorMessage: null,
      createdAt: NOW,
      updatedAt: NOW,
    });
    expect(await findDataSource(db.read, 'demo-pi')).toEqual(made);
    expect(await listDataSources(db.read)).toEqual([made]);
  });

  test('a change counts as one, a test result does not', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) => insertDataSource(tx, PLANT_PI, NOW));
    const before = await readVersions(db.read);
    const tested = await db.write((tx) =>
      recordDataSourceState(
        tx,
        'demo-pi',
        { connectionStatus: 'error', test: { status: 'failed', error: 'No answer.' } },
        LATER,
      ),
    );
    expect(tested).toMatchObject({
      connectionStatus: 'error',
      testStatus: 'failed',
      testErrorMessage: 'No answer.',
      lastTestedAt: LATER,
      updatedAt: NOW,
    });
    expect(await readVersions(db.read)).toEqual(before);
    const changed = await db.write((tx) =>
      updateDataSource(tx, 'demo-pi', { active: false, databaseType: 'pi' }, LATER),
    );
    expect(changed).toMatchObject({ active: false, databaseType: 'pi', config: PLANT_PI.config });
    expect((await readVersions(db.read))['data-sources']).not.toBe(before['data-sources']);
  });

  test('without it its triggers stay and name no source', async () => {
    const db = await freshDatabase(engine);
    await db.write(async (tx) => {
      await insertDataSource(tx, PLANT_PI, NOW);
      await sql`INSERT INTO triggers (id, name, type, config, data_source_id)
        VALUES ('t', 'u1 load', 'value', '{}', 'demo-pi')`.execute(tx);
      await deleteDataSource(tx, 'demo-pi');
    });
    const { rows } = await sql`SELECT data_source_id FROM triggers`.execute(db.read);
    expect(rows).toEqual([{ data_source_id: null }]);
  });

  test('one that does not exist is said to', async () => {
    const db = await freshDatabase(engine);
    const missing = { kind: 'not_found', code: 'data_sources.not_found' };
    await expect(
      db.write((tx) => updateDataSource(tx, 'x', { name: 'y' }, NOW)),
    ).rejects.toMatchObject(missing);
    await expect(db.write((tx) => deleteDataSource(tx, 'x'))).rejects.toMatchObject(missing);
    expect(await findDataSource(db.read, 'x')).toBeUndefined();
  });

  test('query presets are kept, changed and removed', async () => {
    const db = await freshDatabase(engine);
    const preset = { name: 'Last hours', queryTemplate: 'SELECT {tag}', variables: ['tag'] };
    const made = await db.write((tx) => insertQueryPreset(tx, preset, NOW));
    expect(made).toMatchObject({ ...preset, isDefault: false, usageCount: 0 });
    const changed = await db.write((tx) =>
      updateQueryPreset(tx, made.id, { variables: ['tag', 'hours'], isDefault: true }, LATER),
    );
    expect(changed).toMatchObject({ name: 'Last hours', variables: ['tag', 'hours'] });
    expect(await findQueryPreset(db.read, made.id)).toEqual(changed);
    expect(await listQueryPresets(db.read)).toEqual([changed]);
    await db.write((tx) => deleteQueryPreset(tx, made.id));
    await expect(db.write((tx) => deleteQueryPreset(tx, made.id))).rejects.toMatchObject({
      code: 'query_presets.not_found',
    });
  });
});
