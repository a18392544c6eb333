/** A text that is no WebID. The message says why; a server answers status 400. */
export class WebIdError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WebIdError';
  }
}
