import type { TransportStore } from '#sdk';

/** What a transport keeps, for as long as the test runs: it outlives the transports that are opened on it. */
export function memoryTransportStore(): TransportStore {
  const kinds = new Map<string, Map<string, string>>();
  const ofKind = (kind: string): Map<string, string> => {
    const known = kinds.get(kind) ?? new Map<string, string>();
    kinds.set(kind, known);
    return known;
  };
  return {
    async read(kind, ids) {
      const known = ofKind(kind);
      return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) ?? '']] : [])));
    },
    list: async (kind) => new Map(ofKind(kind)),
    async write(changes) {
      for (const { kind, id, value } of changes) {
        if (value === null) ofKind(kind).delete(id);
        else ofKind(kind).set(id, value);
      }
    },
    async clear(wanted) {
      for (const kind of wanted ?? [...kinds.keys()]) kinds.delete(kind);
    },
  };
}
