/**
 * A refusal in the server's own words. `body` is what goes over the wire: `{Errors:[…]}` from the
 * API itself, `{Message:…}` from routing, model binding and authentication (reference section 14).
 */
export class PiError extends Error {
  readonly status: number;
  readonly body: { Errors: readonly string[] } | { Message: string };
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: PiError['body'], headers: Record<string, string> = {}) {
    super('Errors' in body ? body.Errors.join(' ') : body.Message);
    this.name = 'PiError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The API's normal form: `{"Errors":["…"]}`. */
export function apiError(status: number, ...errors: readonly string[]): PiError {
  return new PiError(status, { Errors: errors });
}

/** The web framework's form, for what fails before the API sees it: `{"Message":"…"}`. */
export function frameworkError(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): PiError {
  return new PiError(status, { Message: message }, headers);
}

/** A path that leads to nothing. The wording of the AF form is recorded from the field. */
export function pathNotFound(path: string, identity: string): PiError {
  if (identity === 'PIPoint') return apiError(404, `PI Point not found '${path}'.`);
  return apiError(
    404,
    `failed to restore a path '${path}' to AF Object with identity of '${identity}'.`,
  );
}

/** A well-formed WebID of the right kind whose object does not (or no longer) exist. */
export function objectNotFound(identity: string): PiError {
  return apiError(404, `Unable to find the specified ${identity} object by its WebID.`);
}

/** Text that is no WebID at all, or one of another kind of object than the call needs. */
export function badWebId(webId: string): PiError {
  return apiError(400, `Unknown or invalid WebID format: '${webId}'.`);
}

/** The one limit every PI client meets; the text is the vendor's, letter by letter. */
export function aboveLimit(parameter: string, maximum: number): PiError {
  return apiError(
    400,
    `Parameter '${parameter}' is greater than the maximum allowed (${maximum}).`,
  );
}
