/** `alias net load = U1_LOAD_NET`, `sebut net load = U1_LOAD_NET`, also with `:=`, `sebagai`, `as` or `adalah`. */
const ALIAS =
  /^(?:alias|sebut)\s+(?<alias>.+?)\s*(?::?=|\s(?:sebagai|as|adalah|for|untuk)\s)\s*(?<tag>\S.*)$/iu;

export interface AliasCommand {
  readonly alias: string;
  readonly tag: string;
}

/** The other name somebody gives a tag for themselves; undefined when a text is no such command. */
export function parseAlias(text: string): AliasCommand | undefined {
  const { alias, tag } = ALIAS.exec(text.trim())?.groups ?? {};
  return alias && tag ? { alias: alias.trim(), tag: tag.trim() } : undefined;
}
