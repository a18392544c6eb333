import { isFields } from './read-json.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a message's metadata tell of its sender, which those of the oldest messages do not. */
export function contactIn({ contact }: Fields): Fields {
  return isFields(contact) ? contact : {};
}
