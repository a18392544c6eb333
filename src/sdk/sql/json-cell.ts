const TEXT_OR_BLANK = /("(?:[^"\\]|\\.)*")|\s+/g;

/** JSON without blanks between its parts. It is not parsed: a number keeps every digit that the database wrote. */
export function jsonCell(text: string): string {
  return text.replace(TEXT_OR_BLANK, (_all, quoted: string | undefined) => quoted ?? '');
}
