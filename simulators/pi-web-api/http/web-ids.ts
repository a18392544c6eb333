import type {
  AfAttribute,
  AfElement,
  AssetDatabase,
  AttributeTemplate,
  Category,
  ElementTemplate,
  EnumerationSet,
  EnumerationValue,
  EventFrame,
  PiPoint,
  Plant,
  Unit,
  UnitClass,
} from '../plant/index.ts';
import { encodeWebId, type WebIdMarker, type WebIdType } from '../webid/web-id.ts';

type Parts = {
  readonly marker: WebIdMarker;
  readonly owner?: string;
  readonly ids?: readonly (string | number)[];
  readonly path: string;
};

/** Writes WebIDs of one plant in the form a caller asked for (`webIdType`). */
export function createWebIds(plant: Plant, type: WebIdType) {
  const onPi = (parts: Parts) => encode(parts, plant.dataServer.id);
  const onAf = (parts: Parts) => encode(parts, plant.assetServer.id);
  return {
    dataServer: () => onPi({ marker: 'DS', path: plant.dataServer.name }),
    assetServer: () => onAf({ marker: 'RS', path: plant.assetServer.name }),
    point: (point: PiPoint) => onPi({ marker: 'DP', ids: [point.id], path: point.path }),
    database: (database: AssetDatabase) =>
      onAf({ marker: 'RD', ids: [database.id], path: database.path }),
    element: (element: AfElement) => onAf({ marker: 'Em', ids: [element.id], path: element.path }),
    eventFrame: (frame: EventFrame) => onAf({ marker: 'Fm', ids: [frame.id], path: frame.path }),
    attribute: (attribute: AfAttribute) =>
      onAf({
        marker: 'Ab',
        owner: attribute.ownerKind === 'eventFrame' ? 'F' : 'E',
        ids: [attribute.ownerId, attribute.id],
        path: attribute.path,
      }),
    elementTemplate: (template: ElementTemplate) =>
      onAf({ marker: 'ET', ids: [template.id], path: template.path }),
    attributeTemplate: (template: AttributeTemplate) =>
      onAf({
        marker: 'AT',
        owner: 'E',
        ids: [template.templateId, template.id],
        path: template.path,
      }),
    category: (category: Category) =>
      onAf({ marker: CATEGORY_MARKERS[category.kind], ids: [category.id], path: category.path }),
    unit: (unit: Unit) => onAf({ marker: 'Ut', ids: [unit.id], path: unit.path }),
    unitClass: (unitClass: UnitClass) =>
      onAf({ marker: 'UC', ids: [unitClass.id], path: unitClass.path }),
    enumerationSet: (set: EnumerationSet) =>
      set.owner === 'dataServer'
        ? onPi({ marker: 'MS', owner: 'D', ids: [set.number], path: set.path })
        : onAf({ marker: 'MS', owner: 'R', ids: [set.id], path: set.path }),
    enumerationValue: (set: EnumerationSet, value: EnumerationValue) =>
      set.owner === 'dataServer'
        ? onPi({ marker: 'MV', owner: 'D', ids: [set.number, value.value], path: value.path })
        : onAf({ marker: 'MV', owner: 'R', ids: [set.id, value.id], path: value.path }),
  };

  function encode({ marker, owner = '', ids = [], path }: Parts, serverId: string): string {
    return encodeWebId({ type, marker, owner, serverId, ids, path: path.replace(/^\\\\/, '') });
  }
}

/** The type of what `createWebIds` makes. */
export type WebIds = ReturnType<typeof createWebIds>;

const CATEGORY_MARKERS = {
  element: 'EC',
  attribute: 'AC',
  table: 'BC',
  analysis: 'XC',
} as const satisfies Record<Category['kind'], WebIdMarker>;
