import type { AfAttribute, Plant } from '../plant/index.ts';
import { apiError } from './errors.ts';
import { searchTest } from './list-elements.ts';
import { parseSearchQuery, type SearchFilter } from './search-query.ts';
import { wildcard } from './wildcard.ts';

/** Attributes of an AF search: `Element:{Root:'Unit 1' Name:'*'} Name:'Load'`, in the order of elements. */
export function searchAttributes(plant: Plant, query: string): AfAttribute[] {
  const rows = parseSearchQuery(query, 'Name');
  const elements = plant.elements.descendantsOf(undefined);
  if (rows.length === 0) return elements.flatMap((element) => plant.attributes.ofOwner(element.id));
  const found = new Map<string, AfAttribute>();
  for (const filters of rows) {
    const inElement = filters.filter(({ name }) => name.toLowerCase() === 'element');
    const isElement = inElement.map((filter) => elementFilter(plant, filter));
    const tests = filters.filter((filter) => !inElement.includes(filter)).map(attributeFilter);
    for (const element of elements) {
      if (!isElement.every((test) => test(element))) continue;
      for (const attribute of plant.attributes.ofOwner(element.id)) {
        if (tests.every((test) => test(attribute))) found.set(attribute.id, attribute);
      }
    }
  }
  return [...found.values()];
}

function elementFilter(plant: Plant, filter: SearchFilter) {
  return searchTest(plant, filter.nested ?? [[{ ...filter, name: 'Name' }]]);
}

function attributeFilter({
  name,
  operator,
  value,
}: SearchFilter): (attribute: AfAttribute) => boolean {
  if (operator !== '=' && operator !== '<>') {
    throw apiError(400, `The operator of the search filter '${name}' is not supported.`);
  }
  const matches = wildcard(value);
  const read = READERS[name.toLowerCase()];
  if (!read) throw apiError(400, `The search filter '${name}' is not supported.`);
  return (attribute) => read(attribute).some(matches) === (operator === '=');
}

const READERS: Readonly<Record<string, (attribute: AfAttribute) => readonly string[]>> = {
  name: ({ name }) => [name],
  description: ({ description }) => [description],
  type: ({ type }) => [type],
  category: ({ categoryNames }) => categoryNames,
  categoryname: ({ categoryNames }) => categoryNames,
};
