/** What a contact is called: by name, else by what they write from. */
export function contactLabel({
  name,
  phone,
  addresses,
}: {
  readonly name: string | null;
  readonly phone: string | null;
  readonly addresses: readonly string[];
}): string {
  const address = phone ?? addresses[0] ?? '';
  if (name === null) return address;
  return address === '' ? name : `${name} · ${address}`;
}
