/** The present instant. Handed in everywhere, so that a test chooses the time. */
export type Clock = () => Date;

/** The part of a structured logger that plugins may use: details first, then one plain sentence. */
export interface Logger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
