import { randomUUID } from 'node:crypto';
import { PlantError } from '../model.ts';
import type { AfElement, Elements, Guid, NewElement } from '../model.ts';

type ElementRecord = Omit<AfElement, 'path' | 'hasChildren'>;

export type ElementStore = Elements & {
  /** Adds an element with an id of its own: how the demo plant itself is put up. */
  add(element: NewElement, id: Guid): AfElement;
};

/** The elements of the database, in memory. `onCreated` and `onDeleted` let attributes follow. */
export function createElementStore(options: {
  readonly databasePath: string;
  readonly isTemplate: (name: string) => boolean;
  readonly onCreated: (element: AfElement) => void;
  readonly onDeleted: (id: Guid) => void;
}): ElementStore {
  const { databasePath } = options;
  const records = new Map<Guid, ElementRecord>();
  const children = new Map<Guid | undefined, Guid[]>();

  function pathOf(record: ElementRecord): string {
    const parent = record.parentId === undefined ? undefined : records.get(record.parentId);
    return `${parent === undefined ? databasePath : pathOf(parent)}\\${record.name}`;
  }

  function toElement(record: ElementRecord): AfElement {
    const hasChildren = (children.get(record.id) ?? []).length > 0;
    return { ...record, path: pathOf(record), hasChildren };
  }

  function findById(id: Guid): AfElement | undefined {
    const record = records.get(id.toLowerCase());
    return record === undefined ? undefined : toElement(record);
  }

  function existing(id: Guid): ElementRecord {
    const record = records.get(id.toLowerCase());
    if (record === undefined) throw new PlantError('not_found', `Element '${id}' does not exist.`);
    return record;
  }

  function childrenOf(parentId: Guid | undefined): AfElement[] {
    return (children.get(parentId?.toLowerCase()) ?? []).flatMap((id) => findById(id) ?? []);
  }

  function requireFreeName(name: string, parentId: Guid | undefined, self: Guid | undefined): void {
    if (name.trim() === '' || /[\\|]/.test(name)) {
      throw new PlantError('invalid', `'${name}' is not a valid element name.`);
    }
    const key = name.toLowerCase();
    const isTaken = childrenOf(parentId).some(
      (sibling) => sibling.id !== self && sibling.name.toLowerCase() === key,
    );
    if (isTaken) throw new PlantError('conflict', `An element named '${name}' already exists.`);
  }

  function requireTemplate(name: string): void {
    if (name !== '' && !options.isTemplate(name)) {
      throw new PlantError('invalid', `Element template '${name}' does not exist.`);
    }
  }

  function add(element: NewElement, id: Guid): AfElement {
    const parentId = element.parentId?.toLowerCase();
    if (parentId !== undefined) existing(parentId);
    requireFreeName(element.name, parentId, undefined);
    requireTemplate(element.templateName ?? '');
    records.set(id, {
      id,
      name: element.name,
      description: element.description ?? '',
      templateName: element.templateName ?? '',
      categoryNames: element.categoryNames ?? [],
      parentId,
    });
    const siblings = children.get(parentId);
    if (siblings === undefined) children.set(parentId, [id]);
    else siblings.push(id);
    const added = toElement(existing(id));
    options.onCreated(added);
    return added;
  }

  function remove(id: Guid): void {
    const record = existing(id);
    // A copy, because every removal shortens the list.
    for (const child of (children.get(record.id) ?? []).slice()) remove(child);
    const siblings = children.get(record.parentId) ?? [];
    siblings.splice(siblings.indexOf(record.id), 1);
    children.delete(record.id);
    records.delete(record.id);
    options.onDeleted(record.id);
  }

  return {
    findById,
    findByPath(path) {
      const segments = segmentsBelow(databasePath, path);
      if (segments === undefined || segments.length === 0) return undefined;
      let found: AfElement | undefined;
      for (const segment of segments) {
        const key = segment.toLowerCase();
        found = childrenOf(found?.id).find((child) => child.name.toLowerCase() === key);
        if (found === undefined) return undefined;
      }
      return found;
    },
    childrenOf,
    descendantsOf(parentId) {
      const found: AfElement[] = [];
      const walk = (id: Guid | undefined): void => {
        for (const child of childrenOf(id)) {
          found.push(child);
          walk(child.id);
        }
      };
      walk(parentId);
      return found;
    },
    add,
    create: (element) => add(element, randomUUID()),
    update(id, change) {
      const record = existing(id);
      if (change.name !== undefined) requireFreeName(change.name, record.parentId, record.id);
      if (change.templateName !== undefined) requireTemplate(change.templateName);
      const changed: ElementRecord = {
        ...record,
        name: change.name ?? record.name,
        description: change.description ?? record.description,
        templateName: change.templateName ?? record.templateName,
        categoryNames: change.categoryNames ?? record.categoryNames,
      };
      records.set(record.id, changed);
      return toElement(changed);
    },
    delete: remove,
  };
}

/** The names below a path, or `undefined` when the text is no path below it. Any case, either slash run. */
export function segmentsBelow(basePath: string, path: string): string[] | undefined {
  const names = (text: string): string[] => text.split('\\').filter((name) => name !== '');
  const base = names(basePath);
  const all = names(path);
  const isBelow = base.every((name, index) => name.toLowerCase() === all[index]?.toLowerCase());
  return isBelow ? all.slice(base.length) : undefined;
}
