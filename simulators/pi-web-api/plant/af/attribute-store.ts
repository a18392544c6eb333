import { randomUUID } from 'node:crypto';
import type { PointValue } from '../../archive/model.ts';
import { PlantError } from '../model.ts';
import type {
  AfAttribute,
  AttributeChange,
  AttributeOwner,
  AttributeTemplate,
  Guid,
  NewAttribute,
  PiPoint,
  UnitsOfMeasure,
} from '../model.ts';
import { PI_POINT } from './create-templates.ts';

export type AttributeRecord = Omit<AfAttribute, 'path' | 'hasChildren'>;

/** An attribute still without the ids that place it. */
export type AttributeSeed = Omit<AttributeRecord, 'id' | 'ownerId' | 'ownerKind' | 'parentId'>;

type Directory = {
  readonly findPoint: (path: string) => PiPoint | undefined;
  readonly units: UnitsOfMeasure;
};

/** The attributes of all elements, in memory, by owner and by parent. Event frames keep theirs elsewhere. */
export function createAttributeStore(directory: Directory) {
  const records = new Map<Guid, AttributeRecord>();
  const ofOwner = new Map<Guid, Guid[]>();
  const values = new Map<Guid, PointValue>();

  function existing(id: Guid): AttributeRecord {
    const record = records.get(id.toLowerCase());
    if (record === undefined)
      throw new PlantError('not_found', `Attribute '${id}' does not exist.`);
    return record;
  }

  function listOf(ownerId: Guid, parentId: Guid | undefined): AttributeRecord[] {
    return (ofOwner.get(ownerId.toLowerCase()) ?? [])
      .flatMap((id) => records.get(id) ?? [])
      .filter((record) => record.parentId === parentId?.toLowerCase());
  }

  function requireFreeName(record: AttributeRecord): void {
    if (record.name.trim() === '' || /[\\|]/.test(record.name)) {
      throw new PlantError('invalid', `'${record.name}' is not a valid attribute name.`);
    }
    const key = record.name.toLowerCase();
    const isTaken = listOf(record.ownerId, record.parentId).some(
      (sibling) => sibling.id !== record.id && sibling.name.toLowerCase() === key,
    );
    if (isTaken) {
      throw new PlantError('conflict', `An attribute named '${record.name}' already exists.`);
    }
  }

  function add(record: AttributeRecord, value?: PointValue): AttributeRecord {
    requireFreeName(record);
    records.set(record.id, record);
    const siblings = ofOwner.get(record.ownerId);
    if (siblings === undefined) ofOwner.set(record.ownerId, [record.id]);
    else siblings.push(record.id);
    if (value !== undefined) values.set(record.id, value);
    return record;
  }

  function remove(id: Guid): void {
    const record = existing(id);
    for (const child of listOf(record.ownerId, record.id)) remove(child.id);
    const siblings = ofOwner.get(record.ownerId) ?? [];
    siblings.splice(siblings.indexOf(record.id), 1);
    records.delete(record.id);
    values.delete(record.id);
  }

  return {
    findById: (id: Guid): AttributeRecord | undefined => records.get(id.toLowerCase()),
    listOf,
    add,
    /** The value of an attribute without a data reference; `undefined` when it never had one. */
    staticValueOf: (id: Guid): PointValue | undefined => values.get(id),
    create(wanted: NewAttribute, ownerKind: AttributeOwner): AttributeRecord {
      if (wanted.parentId !== undefined) existing(wanted.parentId);
      const place = {
        id: randomUUID(),
        ownerKind,
        ownerId: wanted.ownerId.toLowerCase(),
        parentId: wanted.parentId?.toLowerCase(),
      };
      return add({ ...seedOfNew(wanted, directory), ...place });
    },
    update(id: Guid, change: AttributeChange): AttributeRecord {
      const before = existing(id);
      const given = Object.fromEntries(
        Object.entries(change).filter(([, value]) => value !== undefined),
      ) as AttributeChange;
      const merged = { ...before, ...given, ownerId: before.ownerId };
      const after: AttributeRecord = {
        ...seedOfNew(merged, directory),
        id: before.id,
        ownerKind: before.ownerKind,
        ownerId: before.ownerId,
        parentId: before.parentId,
      };
      requireFreeName(after);
      records.set(before.id, after);
      return after;
    },
    delete: remove,
    deleteOwner(ownerId: Guid): void {
      for (const id of ofOwner.get(ownerId) ?? []) {
        records.delete(id);
        values.delete(id);
      }
      ofOwner.delete(ownerId);
    },
  };
}

export type AttributeStore = ReturnType<typeof createAttributeStore>;

/** An attribute as its template makes it; `fill` puts the element's own words into the configuration string. */
export function seedOfTemplate(
  template: AttributeTemplate,
  fill: (text: string) => string,
  directory: Directory,
): AttributeSeed {
  const configString = fill(template.configString);
  const point = configString === '' ? undefined : directory.findPoint(configString);
  return {
    name: template.name,
    description: template.description,
    type: template.type,
    typeQualifier: template.typeQualifier,
    defaultUnitsName: template.defaultUnitsName,
    defaultUnitsNameAbbreviation: template.defaultUnitsNameAbbreviation,
    displayDigits: point?.displayDigits ?? -5,
    dataReferencePlugIn: template.dataReferencePlugIn,
    configString,
    pointId: point?.id,
    isConfigurationItem: template.isConfigurationItem,
    isExcluded: template.isExcluded,
    isHidden: template.isHidden,
    isManualDataEntry: template.isManualDataEntry,
    categoryNames: template.categoryNames,
    step: point?.step ?? isStepType(template.type),
    traitName: template.traitName,
    zero: point?.zero ?? 0,
    span: point?.span ?? 100,
  };
}

function seedOfNew(wanted: NewAttribute, directory: Directory): AttributeSeed {
  const configString = wanted.configString ?? '';
  const plugIn = wanted.dataReferencePlugIn ?? (configString === '' ? '' : PI_POINT);
  const point = plugIn === PI_POINT ? directory.findPoint(configString) : undefined;
  const unit = wanted.defaultUnitsName ? directory.units.find(wanted.defaultUnitsName) : undefined;
  if (wanted.defaultUnitsName && unit === undefined) {
    throw new PlantError('invalid', `Unit of measure '${wanted.defaultUnitsName}' does not exist.`);
  }
  const type = wanted.type ?? 'Double';
  return {
    name: wanted.name,
    description: wanted.description ?? '',
    type,
    typeQualifier: wanted.typeQualifier ?? '',
    defaultUnitsName: unit?.name ?? '',
    defaultUnitsNameAbbreviation: unit?.abbreviation ?? '',
    displayDigits: wanted.displayDigits ?? point?.displayDigits ?? -5,
    dataReferencePlugIn: plugIn,
    configString,
    pointId: point?.id,
    isConfigurationItem: wanted.isConfigurationItem ?? false,
    isExcluded: wanted.isExcluded ?? false,
    isHidden: wanted.isHidden ?? false,
    isManualDataEntry: wanted.isManualDataEntry ?? false,
    categoryNames: wanted.categoryNames ?? [],
    step: wanted.step ?? point?.step ?? isStepType(type),
    traitName: wanted.traitName ?? '',
    zero: wanted.zero ?? point?.zero ?? 0,
    span: wanted.span ?? point?.span ?? 100,
  };
}

function isStepType(type: string): boolean {
  return !['Single', 'Double', 'Half'].includes(type);
}
