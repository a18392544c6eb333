/** A tree of wanted property names in lower case; `true` takes the whole value. */
type Wanted = Map<string, Wanted | true>;

/**
 * Cuts a reply down to `selectedFields`: dotted names separated by `;`, case ignored, arrays
 * transparent (`Items.Value` reaches into every item). A name that is not there is left out silently.
 */
export function selectFields(body: unknown, selectedFields: string | undefined): unknown {
  if (selectedFields === undefined) return body;
  const wanted = parseWanted(selectedFields);
  return wanted.size === 0 ? body : pick(body, wanted);
}

function parseWanted(selectedFields: string): Wanted {
  const root: Wanted = new Map();
  for (const field of selectedFields.split(';')) {
    const names = field.trim().toLowerCase().split('.').filter(Boolean);
    let node: Wanted = root;
    for (const [depth, name] of names.entries()) {
      const known = node.get(name);
      if (known === true) break;
      if (depth === names.length - 1) {
        node.set(name, true);
        break;
      }
      const next: Wanted = known ?? new Map();
      node.set(name, next);
      node = next;
    }
  }
  return root;
}

function pick(value: unknown, wanted: Wanted): unknown {
  if (Array.isArray(value)) return value.map((entry) => pick(entry, wanted));
  if (typeof value !== 'object' || value === null) return value;
  const picked: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const below = wanted.get(name.toLowerCase());
    if (below === true) picked[name] = inner;
    else if (below) picked[name] = pick(inner, below);
  }
  return picked;
}
