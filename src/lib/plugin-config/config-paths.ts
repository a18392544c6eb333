type Fields = Record<string, unknown>;

/** The value at a path such as `tls.key`; undefined where there is none. */
export function valueAt(config: Readonly<Fields>, path: string): unknown {
  const [parent, last] = find(config, path);
  return parent && Object.hasOwn(parent, last) ? parent[last] : undefined;
}

export function isSetAt(config: Readonly<Fields>, path: string): boolean {
  const value = valueAt(config, path);
  return value !== undefined && value !== null && value !== '';
}

/** Whether there is an object that a value could be put into: of `tls.key`, whether there is a `tls`. */
export function hasPlaceFor(config: Readonly<Fields>, path: string): boolean {
  return find(config, path)[0] !== undefined;
}

/** Removes what is at a path. */
export function takeFrom(config: Fields, path: string): void {
  const [parent, last] = find(config, path);
  if (parent) Reflect.deleteProperty(parent, last);
}

/** Puts a value at a path, if there is anything to put it into. */
export function setAt(config: Fields, path: string, value: unknown): void {
  const [parent, last] = find(config, path);
  if (parent) parent[last] = value;
}

function find(config: Readonly<Fields>, path: string): [parent: Fields | undefined, last: string] {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let parent: unknown = config;
  for (const step of steps) {
    parent = isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
  }
  return [isObject(parent) ? parent : undefined, last];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
