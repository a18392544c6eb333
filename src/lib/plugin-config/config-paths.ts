type Fields = Record<string, unknown>;

/** Where a value stands: `tls.key`, or its steps, where a name may hold a dot. */
type Path = string | readonly string[];

/** The value at a path such as `tls.key`; undefined where there is none. */
export function valueAt(config: Readonly<Fields>, path: Path): unknown {
  const [parent, last] = find(config, path);
  return parent && Object.hasOwn(parent, last) ? parent[last] : undefined;
}

/** Whether there is something at a path; of `headers.*`, at any of its places. */
export function isSetAt(config: Readonly<Fields>, path: Path): boolean {
  return placesOf(config, path).some((place) => {
    const value = valueAt(config, place);
    return value !== undefined && value !== null && value !== '';
  });
}

/** Whether there is an object that a value could be put into: of `tls.key`, whether there is a `tls`. */
export function hasPlaceFor(config: Readonly<Fields>, path: Path): boolean {
  return find(config, path)[0] !== undefined;
}

/** Removes what is at a path; of `headers.*`, at all of its places. */
export function takeFrom(config: Fields, path: Path): void {
  // From the end, so that what is taken out of a list moves nothing that is still to be taken.
  for (const place of placesOf(config, path).toReversed()) {
    const [parent, last] = find(config, place);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else if (parent) Reflect.deleteProperty(parent, last);
  }
}

/** Puts a value at a path, if there is anything to put it into. */
export function setAt(config: Fields, path: Path, value: unknown): void {
  const [parent, last] = find(config, path);
  if (parent) parent[last] = value;
}

/**
 * The places of a config that a path with `*` stands for, such as each header of `headers.*`; the path itself where it
 * has none.
 */
export function placesOf(config: Readonly<Fields>, path: Path): readonly (readonly string[])[] {
  let places: readonly (readonly string[])[] = [[]];
  for (const step of stepsOf(path)) {
    places = places.flatMap((place) => {
      if (step !== '*') return [[...place, step]];
      const inner = place.length === 0 ? config : valueAt(config, place);
      return isObject(inner) ? Object.keys(inner).map((name) => [...place, name]) : [];
    });
  }
  return places;
}

function find(config: Readonly<Fields>, path: Path): [parent: Fields | undefined, last: string] {
  const steps = [...stepsOf(path)];
  const last = steps.pop() ?? '';
  let parent: unknown = config;
  for (const step of steps) {
    parent = isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
  }
  return [isObject(parent) ? parent : undefined, last];
}

function stepsOf(path: Path): readonly string[] {
  return typeof path === 'string' ? path.split('.') : path;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
