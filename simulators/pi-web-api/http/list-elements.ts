import type { AfElement, Plant } from '../plant/index.ts';
import { apiError } from './errors.ts';
import { flagOf, textOf, type Query } from './query.ts';
import { parseSearchQuery, type SearchFilter } from './search-query.ts';
import { wildcard } from './wildcard.ts';

/** Elements under a parent (or the database) that pass the filters of a list call, unsorted. */
export function listElements(
  plant: Plant,
  parentId: string | undefined,
  query: Query,
): AfElement[] {
  const all = flagOf(query, 'searchFullHierarchy', false)
    ? plant.elements.descendantsOf(parentId).filter(({ id }) => id !== parentId)
    : plant.elements.childrenOf(parentId);
  return all.filter(elementTest(query));
}

/** The filters of a list of elements as one test. `prefix` serves the calls that name them `elementNameFilter` and so on. */
export function elementTest(query: Query, prefix = ''): (element: AfElement) => boolean {
  const of = (name: string) =>
    textOf(
      query,
      prefix === '' ? name : `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    );
  const matchesName = wildcard(of('nameFilter') ?? '*');
  const matchesDescription = wildcard(of('descriptionFilter') ?? '*');
  const category = (prefix === '' ? of('categoryName') : of('category'))?.toLowerCase();
  const template = (prefix === '' ? of('templateName') : of('template'))?.toLowerCase();
  const type = of(prefix === '' ? 'elementType' : 'type')?.toLowerCase();
  return (element) =>
    matchesName(element.name) &&
    matchesDescription(element.description) &&
    (category === undefined ||
      element.categoryNames.some((name) => name.toLowerCase() === category)) &&
    (template === undefined || element.templateName.toLowerCase() === template) &&
    // Every element of the demo plant is of type None.
    (type === undefined || type === 'any' || type === 'none');
}

/** Elements of an AF search: `Name:=Unit* Template:=Boiler Root:'Unit 1'`, rows joined by OR. */
export function searchElements(plant: Plant, query: string): AfElement[] {
  const rows = parseSearchQuery(query, 'Name');
  return plant.elements.descendantsOf(undefined).filter(searchTest(plant, rows));
}

/** The filters of an AF element search, also nested in one for attributes, as one test. */
export function searchTest(
  plant: Plant,
  rows: readonly (readonly SearchFilter[])[],
): (element: AfElement) => boolean {
  if (rows.length === 0) return () => true;
  const tests = rows.map((filters) => filters.map((filter) => filterTest(plant, filter)));
  return (element) => tests.some((row) => row.every((test) => test(element)));
}

function filterTest(
  plant: Plant,
  { name, operator, value }: SearchFilter,
): (element: AfElement) => boolean {
  const matches = wildcard(value);
  const isWanted = operator !== '<>';
  const positive = positiveTest(plant, name.toLowerCase(), value, matches);
  if (operator !== '=' && operator !== '<>') {
    throw apiError(400, `The operator of the search filter '${name}' is not supported.`);
  }
  return (element) => positive(element) === isWanted;
}

function positiveTest(
  plant: Plant,
  name: string,
  value: string,
  matches: (text: string) => boolean,
): (element: AfElement) => boolean {
  switch (name) {
    case 'name':
    case 'elementname':
      return (element) => matches(element.name);
    case 'description':
      return (element) => matches(element.description);
    case 'template':
      return (element) => matches(element.templateName);
    case 'category':
    case 'categoryname':
      return (element) => element.categoryNames.some(matches);
    case 'root': {
      const root = `${plant.database.path}\\${value}\\`.toLowerCase();
      return (element) => value === '' || element.path.toLowerCase().startsWith(root);
    }
    case 'alldescendants':
    case 'sortfield':
    case 'sortorder':
      return () => true;
    default:
      throw apiError(400, `The search filter '${name}' is not supported.`);
  }
}
