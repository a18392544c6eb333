const NODE_ID = /^(?:ns=(\d{1,5});)?([isgb])=(.+)$/is;

/** A NodeId as it is written, `ns=2;s=U1.LOAD`, its letters before the identifier in any case; undefined for a path. */
export function nodeIdOf(text: string): string | undefined {
  const [, namespace = '0', type = '', identifier] = NODE_ID.exec(text.trim()) ?? [];
  if (identifier === undefined) return undefined;
  const kind = type.toLowerCase();
  if (kind === 'i' && !/^\d{1,10}$/.test(identifier)) return undefined;
  if (kind === 'g' && !/^[0-9a-f-]{36}$/i.test(identifier)) return undefined;
  return `ns=${namespace};${kind}=${identifier}`;
}
