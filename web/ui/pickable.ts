import { contactLabel } from './contact-label.ts';

/** A row of the API that can be picked: a contact, a user, or anything that has a name. */
export type Pickable = {
  readonly id: string | number;
  readonly name?: string | null;
  readonly username?: string;
  readonly phone?: string | null;
  readonly addresses?: readonly string[];
};

/** What a row is called where it is picked. */
export function pickableLabel({ name, username, phone, addresses }: Pickable): string {
  return (
    username ??
    contactLabel({ name: name ?? null, phone: phone ?? null, addresses: addresses ?? [] })
  );
}
