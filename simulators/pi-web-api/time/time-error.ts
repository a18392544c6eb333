/** A time, a time span or a time zone that PI Web API would refuse with status 400. `message` is the server's sentence. */
export class TimeError extends Error {
  /** The text that was refused. */
  readonly text: string;

  constructor(message: string, text: string) {
    super(message);
    this.name = 'TimeError';
    this.text = text;
  }
}
