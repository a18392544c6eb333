import { PlantError } from '../model.ts';
import type { AfAttribute, Attributes, Elements, Guid } from '../model.ts';
import type { AttributeRecord, AttributeStore } from './attribute-store.ts';
import type { EventFrameStore } from './event-frame-store.ts';

/** Attributes of elements and of event frames behind one door, with their paths. */
export function createAttributes(
  store: AttributeStore,
  elements: Elements,
  eventFrames: EventFrameStore,
): Attributes {
  function ownerPath(record: AttributeRecord): string {
    const owner =
      record.ownerKind === 'element'
        ? elements.findById(record.ownerId)
        : eventFrames.findById(record.ownerId);
    return owner?.path ?? '';
  }

  function pathOf(record: AttributeRecord): string {
    const parent = record.parentId === undefined ? undefined : store.findById(record.parentId);
    return `${parent === undefined ? ownerPath(record) : pathOf(parent)}|${record.name}`;
  }

  function toAttribute(record: AttributeRecord): AfAttribute {
    const hasChildren = store.listOf(record.ownerId, record.id).length > 0;
    return { ...record, path: pathOf(record), hasChildren };
  }

  function listOf(ownerId: Guid, parentId: Guid | undefined): AttributeRecord[] {
    if (elements.findById(ownerId) !== undefined) return store.listOf(ownerId, parentId);
    return eventFrames
      .attributesOf(ownerId)
      .filter((attribute) => attribute.parentId === parentId?.toLowerCase());
  }

  return {
    findById(id) {
      const record = store.findById(id) ?? eventFrames.findAttribute(id);
      return record === undefined ? undefined : toAttribute(record);
    },
    findByPath(path) {
      const [ownerText = '', ...names] = path.split('|');
      const owner = elements.findByPath(ownerText) ?? eventFrames.findByPath(ownerText);
      if (owner === undefined || names.length === 0) return undefined;
      let found: AttributeRecord | undefined;
      for (const name of names) {
        const key = name.toLowerCase();
        found = listOf(owner.id, found?.id).find((each) => each.name.toLowerCase() === key);
        if (found === undefined) return undefined;
      }
      return found === undefined ? undefined : toAttribute(found);
    },
    ofOwner: (ownerId) => listOf(ownerId, undefined).map(toAttribute),
    childrenOf(attributeId) {
      const parent = store.findById(attributeId);
      return parent === undefined ? [] : store.listOf(parent.ownerId, parent.id).map(toAttribute);
    },
    create(wanted) {
      if (elements.findById(wanted.ownerId) === undefined) {
        throw new PlantError('not_found', `Element '${wanted.ownerId}' does not exist.`);
      }
      return toAttribute(store.create(wanted, 'element'));
    },
    update: (id, change) => toAttribute(store.update(id, change)),
    delete: (id) => store.delete(id),
  };
}
