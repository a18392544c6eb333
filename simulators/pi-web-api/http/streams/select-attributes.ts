import type { AfAttribute, Plant } from '../../plant/index.ts';
import { badWebId } from '../errors.ts';
import { flagOf, textOf, type Query } from '../query.ts';
import { findAttribute, findElement, findEventFrame, markerOf } from '../resolve.ts';
import { wildcard } from '../wildcard.ts';

/** The attributes of an element, event frame or attribute that a query asks for, unsorted. */
export function selectAttributes(plant: Plant, ownerWebId: string, query: Query): AfAttribute[] {
  const direct = directAttributes(plant, ownerWebId);
  const deep = flagOf(query, 'searchFullHierarchy', false);
  const all = deep ? direct.flatMap((each) => withDescendants(plant, each)) : direct;
  const isWanted = attributeTest(plant, query);
  return all.filter(isWanted);
}

/** The filters every list of attributes understands, as one test. */
export function attributeTest(plant: Plant, query: Query): (attribute: AfAttribute) => boolean {
  const matchesName = wildcard(textOf(query, 'nameFilter') ?? '*');
  const category = textOf(query, 'categoryName')?.toLowerCase();
  const template = textOf(query, 'templateName')?.toLowerCase();
  const valueType = textOf(query, 'valueType')?.toLowerCase();
  const showExcluded = flagOf(query, 'showExcluded', false);
  const showHidden = flagOf(query, 'showHidden', false);
  return (attribute) =>
    matchesName(attribute.name) &&
    (showExcluded || !attribute.isExcluded) &&
    (showHidden || !attribute.isHidden) &&
    (valueType === undefined || attribute.type.toLowerCase() === valueType) &&
    (category === undefined ||
      attribute.categoryNames.some((name) => name.toLowerCase() === category)) &&
    (template === undefined || templateNameOf(plant, attribute).toLowerCase() === template);
}

function directAttributes(plant: Plant, webId: string): AfAttribute[] {
  switch (markerOf(webId)) {
    case 'Em':
      return plant.attributes.ofOwner(findElement(plant, webId).id);
    case 'Fm':
      return plant.attributes.ofOwner(findEventFrame(plant, webId).id);
    case 'Ab':
      return plant.attributes.childrenOf(findAttribute(plant, webId).id);
    default:
      throw badWebId(webId);
  }
}

function withDescendants(plant: Plant, attribute: AfAttribute): AfAttribute[] {
  const children = plant.attributes.childrenOf(attribute.id);
  return [attribute, ...children.flatMap((child) => withDescendants(plant, child))];
}

function templateNameOf(plant: Plant, attribute: AfAttribute): string {
  const owner =
    attribute.ownerKind === 'element'
      ? plant.elements.findById(attribute.ownerId)
      : plant.eventFrames.findById(attribute.ownerId);
  return owner?.templateName ?? '';
}
