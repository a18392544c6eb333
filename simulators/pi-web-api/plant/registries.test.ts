import { describe, expect, test } from 'vitest';
import { TICKS_PER_DAY, instantFromMs } from '../time/instant.ts';
import { PlantError, createPlant } from './index.ts';
import type { Plant } from './index.ts';
import { MOST_GENERATED, generatedName } from './points/generated-points.ts';

const NOW_MS = Date.parse('2025-11-18T05:30:00Z');
const NOW = instantFromMs(NOW_MS);
const SPEC_TAGS = [
  'SINUSOID SINUSOIDU CDT158 CDM158 BA:TEMP.1 BA:LEVEL.1 BA:CONC.1 BA:ACTIVE.1 BA:PHASE.1'.split(
    ' ',
  ),
  ...[1, 2].map((unit) =>
    'LOAD_NET LOAD_GROSS FREQ MS_PRESS MS_TEMP RH_TEMP FW_FLOW DRUM_LVL FURN_PRESS O2 COAL_FLOW COND_VAC STACK_SO2 BFP_A_VIB BFP_B_VIB ID_FAN_A_CURR GEN_H2_TEMP MILL_A_STATUS MILL_B_STATUS MILL_C_STATUS MILL_D_STATUS MILL_E_STATUS MILL_F_STATUS MODE SHIFT_NOTE LOAD_FCST'
      .split(' ')
      .map((suffix) => `U${unit}_${suffix}`),
  ),
].flat();

function freshPlant(points = 0): Plant {
  return createPlant({ points, clock: () => NOW_MS });
}

describe('the points', () => {
  const plant = freshPlant();

  test.each(SPEC_TAGS)('hold %s, in any case', (tag) => {
    const point = plant.points.findByName(tag.toLowerCase());
    expect(point?.name).toBe(tag);
    expect(point?.path).toBe(`\\\\DEMO-PI\\${tag}`);
    expect(plant.points.findById(point?.id ?? 0)).toEqual(point);
  });

  test('digital ones name a set of the server that has their states', () => {
    for (const point of plant.points.list({ maxCount: 1000 })) {
      if (point.pointType !== 'Digital') continue;
      const set = plant.digitalSets.find((each) => each.name === point.digitalSetName);
      expect(set?.values.length).toBeGreaterThan(1);
      expect(point.step).toBe(true);
    }
  });

  test.each([
    ['u1_mill_?_status', 6],
    ['U?_LOAD_NET', 2],
    ['*(A)*', 1],
    ['*#*', 2],
    ['BA:*', 5],
    ['sinusoid*', 2],
    ['U1_LOAD.NET', 0],
    ['', 119],
  ])('%j finds %i', (nameFilter, count) => {
    expect(plant.points.list({ nameFilter, maxCount: 1000 })).toHaveLength(count);
  });

  test('are configured as PI shows it, names in lower case', () => {
    const point = plant.points.findByName('U1_LOAD_NET');
    if (point === undefined) throw new Error('no point');
    const attributes = new Map(
      plant.points.attributesOf(point).map((each) => [each.name, each.value]),
    );
    expect(attributes.get('tag')).toBe('U1_LOAD_NET');
    expect(attributes.get('pointid')).toBe(point.id);
    expect(attributes.get('engunits')).toBe('MW');
    expect(attributes.get('descriptor')).toBe('Unit 1 net load');
    expect([...attributes.keys()].every((name) => name === name.toLowerCase())).toBe(true);
  });
});

describe('200,000 points', () => {
  const plant = freshPlant(200_000);

  test('have each a name and a number of their own, the same whatever their count', () => {
    const names = new Set<string>();
    const ids = new Set<number>();
    plant.points.each((point) => {
      names.add(point.name.toLowerCase());
      ids.add(point.id);
    });
    expect(names.size).toBe(200_000);
    expect(ids.size).toBe(200_000);
    const few = freshPlant(500);
    for (const point of few.points.list({ maxCount: 1000 })) {
      expect(plant.points.findByName(point.name)).toEqual(point);
    }
  });

  test('are paged completely, in an order that is neither by name nor by number', () => {
    const page = (startIndex: number): readonly { id: number; name: string }[] =>
      plant.points.list({ nameFilter: '1HAD*CT*', startIndex, maxCount: 100 });
    const all = plant.points.list({ nameFilter: '1HAD*CT*', maxCount: 10_000 });
    const pages = [];
    for (let start = 0; page(start).length > 0; start += 100) pages.push(...page(start));
    expect(pages).toEqual(all);
    const ids = all.map((point) => point.id);
    expect(ids).not.toEqual(ids.toSorted((a, b) => a - b));
  });

  test('are found by number and by name, described, and have a history', () => {
    const point = plant.points.findByName('2lac20cy003');
    expect(point).toMatchObject({
      descriptor: 'Unit 2 boiler feed pump 2 vibration 3',
      engineeringUnits: 'mm/s',
    });
    if (point === undefined) return;
    expect(plant.points.findById(point.id)).toEqual(point);
    const archive = plant.archiveOfPoint(point);
    expect(archive.current().good).toBe(true);
    expect(archive.recorded({ start: NOW - TICKS_PER_DAY, end: NOW }).length).toBeGreaterThan(100);
  });

  test('no two generated names are alike', () => {
    const names = new Set(
      Array.from({ length: MOST_GENERATED }, (_, index) => generatedName(index)),
    );
    expect(names.size).toBe(MOST_GENERATED);
  });
});

describe('points that clients make', () => {
  test('begin with Pt Created, take values, are renamed and deleted', () => {
    const plant = freshPlant();
    const before = plant.points.count();
    const made = plant.points.create({ name: 'Test Tag', engineeringUnits: 'bar' });
    expect(made).toMatchObject({ pointType: 'Float32', zero: 0, span: 100, displayDigits: -5 });
    expect(plant.archiveOfPoint(made).current().value).toMatchObject({ name: 'Pt Created' });
    plant.archiveOfPoint(made).write({ at: NOW, value: 4.5 }, 'Replace');
    const renamed = plant.points.update(made.id, { name: 'Other Tag', span: 10 });
    expect(plant.points.findByName('test tag')).toBeUndefined();
    expect(plant.points.findByName('OTHER TAG')).toEqual(renamed);
    expect(plant.archiveOfPoint(renamed).current().value).toBe(4.5);
    expect(plant.points.count()).toBe(before + 1);
    expect(plant.points.list({ nameFilter: 'other*', maxCount: 5 })).toEqual([renamed]);
    plant.points.delete(made.id);
    expect(plant.points.findById(made.id)).toBeUndefined();
    expect(plant.points.count()).toBe(before);
  });

  test('cannot take a name that is there, nor a set that is not', () => {
    const plant = freshPlant();
    expect(() => plant.points.create({ name: 'sinusoid' })).toThrow(PlantError);
    const digital = { name: 'X', pointType: 'Digital', digitalSetName: 'Nope' } as const;
    expect(() => plant.points.create(digital)).toThrow(PlantError);
    expect(() => plant.points.delete(999_999)).toThrow(PlantError);
  });

  test('a tag of the plant can be renamed and deleted, too', () => {
    const plant = freshPlant();
    const sinusoid = plant.points.findByName('SINUSOID');
    if (sinusoid === undefined) throw new Error('no SINUSOID');
    plant.points.update(sinusoid.id, { name: 'WAVE' });
    expect(plant.points.list({ nameFilter: 'wave', maxCount: 5 })).toHaveLength(1);
    expect(plant.points.list({ nameFilter: 'sinusoid', maxCount: 5 })).toHaveLength(0);
    plant.points.delete(sinusoid.id);
    expect(plant.points.findByName('WAVE')).toBeUndefined();
  });
});

describe('the asset database', () => {
  const plant = freshPlant();
  const root = plant.database.path;

  test('every attribute that names a PI point has one, and every path leads back', () => {
    const elements = plant.elements.descendantsOf(undefined);
    expect(elements.length).toBeGreaterThan(30);
    let references = 0;
    for (const element of elements) {
      expect(plant.elements.findByPath(element.path.toUpperCase())).toEqual(element);
      for (const attribute of plant.attributes.ofOwner(element.id)) {
        expect(plant.attributes.findByPath(attribute.path.toLowerCase())).toEqual(attribute);
        if (attribute.dataReferencePlugIn !== 'PI Point') continue;
        references += 1;
        expect([attribute.path, attribute.pointId === undefined]).toEqual([attribute.path, false]);
      }
    }
    expect(references).toBeGreaterThan(80);
  });

  test('an attribute reads what its point reads', () => {
    const attribute = plant.attributes.findByPath(`${root}\\Unit 1|Net Load`);
    const point = plant.points.findByName('U1_LOAD_NET');
    if (attribute === undefined || point === undefined) throw new Error('missing');
    expect(attribute).toMatchObject({
      configString: '\\\\DEMO-PI\\U1_LOAD_NET',
      defaultUnitsNameAbbreviation: 'MW',
      hasChildren: true,
    });
    expect(plant.archiveOfAttribute(attribute).current()).toEqual(
      plant.archiveOfPoint(point).current(),
    );
  });

  test('a static attribute holds its value for ever, until it is written', () => {
    const own = freshPlant();
    const limit = own.attributes.findByPath(`${root}\\Unit 2|Net Load|High Limit`);
    if (limit === undefined) throw new Error('no limit');
    const archive = own.archiveOfAttribute(limit);
    expect(archive.current().value).toBe(620);
    expect(archive.valueAt(NOW + 400 * TICKS_PER_DAY)).toMatchObject({ value: 620, good: true });
    archive.write({ at: NOW, value: 600 }, 'Replace');
    expect(own.archiveOfAttribute(limit).current().value).toBe(600);
  });

  test('an enumeration takes its states, a flag true and false', () => {
    const own = freshPlant();
    const read = (name: string) => {
      const attribute = own.attributes.findByPath(`${root}\\Unit 1|${name}`);
      if (attribute === undefined) throw new Error(name);
      return own.archiveOfAttribute(attribute);
    };
    expect(read('Fuel').current().value).toMatchObject({ name: 'Sub-bituminous coal', value: 1 });
    read('Fuel').write({ at: NOW, value: 'lignite' }, 'Replace');
    expect(read('Fuel').current().value).toMatchObject({ name: 'Lignite' });
    expect(read('Is Available').current().value).toBe(true);
    expect(() => read('Is Available').write({ at: NOW, value: 'maybe' }, 'Replace')).toThrow();
  });

  test('ids are the same on every run', () => {
    expect(freshPlant().elements.childrenOf(undefined)).toEqual(
      plant.elements.childrenOf(undefined),
    );
    expect(freshPlant().dataServer).toEqual(plant.dataServer);
    expect(createPlant({ seed: 2 }).dataServer.id).not.toBe(plant.dataServer.id);
  });

  test('an element made from a template gets its attributes, and deleting takes all below', () => {
    const own = freshPlant();
    const parent = own.elements.create({ name: 'Unit 3', templateName: 'Unit' });
    const child = own.elements.create({ name: 'Boiler', parentId: parent.id });
    expect(child.path).toBe(`${root}\\Unit 3\\Boiler`);
    expect(own.attributes.ofOwner(parent.id).map((each) => each.name)).toContain('Net Load');
    const attribute = own.attributes.create({ name: 'Note', ownerId: child.id, type: 'String' });
    expect(attribute.path).toBe(`${root}\\Unit 3\\Boiler|Note`);
    own.elements.update(parent.id, { name: 'Unit Three' });
    expect(own.attributes.findById(attribute.id)?.path).toBe(`${root}\\Unit Three\\Boiler|Note`);
    own.elements.delete(parent.id);
    expect(own.elements.findById(child.id)).toBeUndefined();
    expect(own.attributes.findById(attribute.id)).toBeUndefined();
  });

  test('an attribute made with a reference follows its point', () => {
    const own = freshPlant();
    const unit = own.elements.findByPath(`${root}\\Unit 1`);
    if (unit === undefined) throw new Error('no unit');
    const made = own.attributes.create({
      name: 'Wave',
      ownerId: unit.id,
      configString: '\\\\demo-pi\\sinusoid',
    });
    expect(made).toMatchObject({ dataReferencePlugIn: 'PI Point' });
    expect(own.archiveOfAttribute(made).current().good).toBe(true);
    const changed = own.attributes.update(made.id, { configString: '\\\\DEMO-PI\\CDT158' });
    expect(changed.pointId).toBe(own.points.findByName('CDT158')?.id);
    own.attributes.delete(made.id);
    expect(own.attributes.findById(made.id)).toBeUndefined();
  });

  test.each([
    [1, 'bar', 'kPa', 100],
    [25, '°C', '°F', 77],
    [610, 'MW', 'kilowatt', 610_000],
    [3000, 'rpm', 'Hz', 50],
    [36, 't/h', 'kg/s', 10],
  ])('%d %s in %s is %d', (value, from, to, expected) => {
    const [source, target] = [plant.units.find(from), plant.units.find(to)];
    if (source === undefined || target === undefined) throw new Error('no unit');
    expect(plant.units.convert(value, source, target)).toBeCloseTo(expected, 6);
  });

  test('units of different classes cannot be converted', () => {
    const [bar, megawatt] = [plant.units.find('bar'), plant.units.find('MW')];
    if (bar === undefined || megawatt === undefined) throw new Error('no unit');
    expect(plant.units.convert(1, bar, megawatt)).toBeUndefined();
  });
});
