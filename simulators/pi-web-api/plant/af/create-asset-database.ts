import type { PointValue } from '../../archive/model.ts';
import type {
  AfElement,
  AssetDatabase,
  AssetServer,
  Category,
  EnumerationSet,
  NewElement,
  PiPoint,
  Templates,
  UnitsOfMeasure,
} from '../model.ts';
import { MILLS } from '../signals/mills.ts';
import { guidOf } from '../signals/random.ts';
import { createAttributeStore, seedOfTemplate } from './attribute-store.ts';
import type { AttributeStore } from './attribute-store.ts';
import { createElementStore } from './element-store.ts';
import type { ElementStore } from './element-store.ts';
import { CATEGORY_TABLE, ENUMERATION_TABLE } from './template-table.ts';

/** What the element names of the demo stand for in a template's tags. */
type Words = { readonly unit: number; readonly letter?: string };

export type AssetDatabaseParts = {
  readonly elements: ElementStore;
  readonly attributeStore: AttributeStore;
};

/** Puts up the elements of Tanjung Sari with the attributes of their templates. */
export function createAssetDatabase(options: {
  readonly seed: number;
  readonly database: AssetDatabase;
  readonly templates: Templates;
  readonly units: UnitsOfMeasure;
  readonly findPoint: (path: string) => PiPoint | undefined;
}): AssetDatabaseParts {
  const { seed, database, templates } = options;
  const attributeStore = createAttributeStore(options);
  const wordsOf = new Map<string, Words>();
  let isSettingUp = true;

  const elements = createElementStore({
    databasePath: database.path,
    isTemplate: (name) => templates.findByName(name)?.instanceType === 'Element',
    onCreated: (element) => addTemplateAttributes(element),
    onDeleted: (id) => attributeStore.deleteOwner(id),
  });

  function addTemplateAttributes(element: AfElement): void {
    const template = templates.findByName(element.templateName);
    if (template === undefined) return;
    const words = wordsOf.get(element.id);
    const fill = (text: string): string =>
      words === undefined
        ? text
        : text
            .replaceAll('%@Unit Number%', String(words.unit))
            .replaceAll('%@Letter%', words.letter ?? '');
    const idOf = new Map<string, string>();
    for (const row of templates.attributesOf(template.id)) {
      const name = `${element.id}|${row.id}`;
      const id = guidOf(isSettingUp ? seed : 0, name);
      idOf.set(row.id, id);
      attributeStore.add(
        {
          ...seedOfTemplate(row, fill, options),
          id,
          ownerKind: 'element',
          ownerId: element.id,
          parentId: row.parentId === undefined ? undefined : idOf.get(row.parentId),
        },
        ownValue(row.name, row.defaultValue, words),
      );
    }
  }

  const add = (element: NewElement, words?: Words): AfElement => {
    const parent = element.parentId === undefined ? '' : elements.findById(element.parentId)?.path;
    const id = guidOf(seed, `element/${parent ?? ''}/${element.name}`);
    if (words !== undefined) wordsOf.set(id, words);
    return elements.add(element, id);
  };
  for (const unit of [1, 2]) addUnit(add, unit);
  const common = add({ name: 'Common', description: 'Shared plant', categoryNames: ['Area'] });
  for (const name of ['Coal Yard', 'Water Treatment', 'Ash Handling']) {
    add({ name, parentId: common.id, categoryNames: ['Area'] });
  }
  isSettingUp = false;
  return { elements, attributeStore };
}

function ownValue(name: string, value: PointValue, words: Words | undefined): PointValue {
  if (name === 'Unit Number' && words !== undefined) return String(words.unit);
  if (name === 'Letter' && words?.letter !== undefined) return words.letter;
  return value;
}

function addUnit(add: (element: NewElement, words?: Words) => AfElement, unit: number): void {
  const equipment = { categoryNames: ['Equipment'] };
  const top = add(
    {
      name: `Unit ${unit}`,
      description: `Generating unit ${unit}, 620 MW net`,
      templateName: 'Unit',
      categoryNames: ['Generation'],
    },
    { unit },
  );
  for (const name of ['Boiler', 'Turbine', 'Generator']) {
    add({ name, parentId: top.id, templateName: name, ...equipment }, { unit });
  }
  const groups: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['Mills', 'Mill', 'Mill', MILLS],
    ['Feed Pumps', 'BFP', 'Pump', ['A', 'B']],
    ['Fans', 'Fans', 'Fan Pair', ['A', 'B']],
  ];
  for (const [groupName, name, templateName, letters] of groups) {
    const group = add({ name: groupName, parentId: top.id, categoryNames: ['Area'] });
    for (const letter of letters) {
      add(
        { name: `${name} ${letter}`, parentId: group.id, templateName, ...equipment },
        { unit, letter },
      );
    }
  }
  add(
    { name: 'Stack', parentId: top.id, templateName: 'Stack', categoryNames: ['Environment'] },
    { unit },
  );
}

/** Enumeration sets of the database. */
export function createEnumerationSets(seed: number, database: AssetDatabase): EnumerationSet[] {
  return Object.entries(ENUMERATION_TABLE).map(([name, values]) => {
    const path = `${database.path}\\EnumerationSets[${name}]`;
    return {
      id: guidOf(seed, `enumeration/${name}`),
      number: 0,
      name,
      description: '',
      owner: 'assetDatabase',
      path,
      values: values.map((valueName, value) => ({
        id: guidOf(seed, `enumeration/${name}/${value}`),
        name: valueName,
        value,
        isSystem: false,
        description: '',
        path: `${path}\\${valueName}`,
      })),
    };
  });
}

const CATEGORY_PATHS: Readonly<Record<Category['kind'], string>> = {
  element: 'CategoriesElement',
  attribute: 'CategoriesAttribute',
  table: 'CategoriesTable',
  analysis: 'CategoriesAnalysis',
};

/** Categories of every kind. */
export function createCategories(seed: number, database: AssetDatabase): Category[] {
  return (Object.keys(CATEGORY_TABLE) as Category['kind'][]).flatMap((kind) =>
    CATEGORY_TABLE[kind].map((name) => ({
      id: guidOf(seed, `category/${kind}/${name}`),
      kind,
      name,
      description: '',
      path: `${database.path}\\${CATEGORY_PATHS[kind]}[${name}]`,
    })),
  );
}

/** The AF server and its one database. */
export function createAssetServer(seed: number): { server: AssetServer; database: AssetDatabase } {
  const path = '\\\\DEMO-AF';
  return {
    server: {
      id: guidOf(seed, 'asset-server'),
      name: 'DEMO-AF',
      path,
      description: 'Demo asset server',
      serverVersion: '2.10.5.9050',
    },
    database: {
      id: guidOf(seed, 'asset-database'),
      name: 'Tanjung Sari',
      path: `${path}\\Tanjung Sari`,
      description: 'Coal-fired power station with two units (fictional)',
    },
  };
}
