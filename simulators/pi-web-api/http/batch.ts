import { JSONPath } from 'jsonpath-plus';
import { apiError, PiError } from './errors.ts';
import { parseLenientJson } from './lenient-json.ts';
import type { PiReply } from './route.ts';

/** A request of a batch, ready to run: path and query without scheme and host. */
export type InnerRequest = {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
};

type BatchRequest = {
  readonly method: string;
  readonly resource: string;
  readonly isTemplate: boolean;
  readonly content: string | undefined;
  readonly parameters: readonly string[];
  readonly parentIds: readonly string[];
};

type InnerReply = { Status: number; Headers: Record<string, string>; Content: unknown };

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

/**
 * Runs a batch: a dictionary id → request. Requests start together; one with ParentIds waits for
 * its parents and may take values out of their replies by JSONPath (reference section 10).
 * @param run answers one inner request; it must not throw
 * @returns the dictionary id → `{Status, Headers, Content}` in the order sent
 */
export async function runBatch(
  body: unknown,
  run: (request: InnerRequest) => Promise<PiReply>,
): Promise<Record<string, InnerReply>> {
  const requests = readBatch(body);
  refuseCircles(requests);
  const started = new Map<string, Promise<InnerReply>>();
  const start = (id: string): Promise<InnerReply> => {
    const known = started.get(id);
    if (known) return known;
    const request = requests.get(id);
    if (!request) throw apiError(400, `The ParentId '${id}' is not a request of this batch.`);
    const reply = runOne(request, request.parentIds, start, run);
    started.set(id, reply);
    return reply;
  };
  const replies: Record<string, InnerReply> = Object.create(null);
  const ids = [...requests.keys()];
  const done = await Promise.all(ids.map(start));
  for (const [at, id] of ids.entries()) {
    const reply = done[at];
    if (reply) replies[id] = reply;
  }
  return replies;
}

async function runOne(
  request: BatchRequest,
  parentIds: readonly string[],
  start: (id: string) => Promise<InnerReply>,
  run: (request: InnerRequest) => Promise<PiReply>,
): Promise<InnerReply> {
  const parents: Record<string, InnerReply> = Object.create(null);
  await Promise.all(parentIds.map(async (id) => (parents[id] = await start(id))));
  const failed = parentIds.filter((id) => !succeeded(parents[id]));
  if (failed.length > 0) {
    const text = `The following ParentIds did not complete successfully: ${failed.join(', ')}.`;
    return { Status: 409, Headers: {}, Content: text };
  }
  try {
    const found = request.parameters.map((path) => findTokens(path, parents));
    if (request.isTemplate) return await runTemplate(request, found, run);
    const values = found.map((tokens, at) => single(tokens, request.parameters[at] ?? ''));
    return toInner(await run(prepare(request, values)));
  } catch (error) {
    if (error instanceof PiError)
      return { Status: error.status, Headers: JSON_TYPE, Content: error.body };
    throw error;
  }
}

async function runTemplate(
  request: BatchRequest,
  found: readonly (readonly unknown[])[],
  run: (request: InnerRequest) => Promise<PiReply>,
): Promise<InnerReply> {
  const total = Math.max(0, ...found.map((tokens) => tokens.length));
  if (found.length === 0 || found.some((tokens) => tokens.length !== total)) {
    throw apiError(
      400,
      'The Parameters of a RequestTemplate must select the same number of tokens.',
    );
  }
  const rounds = Array.from({ length: total }, (_, at) => found.map((tokens) => tokens[at]));
  const items = await Promise.all(
    rounds.map(async (values) => toInner(await run(prepare(request, values)))),
  );
  return { Status: 207, Headers: JSON_TYPE, Content: { Total: total, Items: items } };
}

function readBatch(body: unknown): Map<string, BatchRequest> {
  if (!isRecord(body)) throw apiError(400, 'The batch request must be a dictionary of requests.');
  const requests = new Map<string, BatchRequest>();
  for (const [id, request] of Object.entries(body)) {
    if (!isRecord(request)) throw apiError(400, `The batch request '${id}' is not an object.`);
    requests.set(id, readRequest(id, lowerNames(request)));
  }
  return requests;
}

function readRequest(id: string, fields: ReadonlyMap<string, unknown>): BatchRequest {
  const template = fields.get('requesttemplate');
  const templateResource = isRecord(template) ? lowerNames(template).get('resource') : undefined;
  const resource = templateResource ?? fields.get('resource');
  const method = fields.get('method');
  if (typeof method !== 'string' || typeof resource !== 'string') {
    throw apiError(400, `The batch request '${id}' needs a Method and a Resource.`);
  }
  const content = fields.get('content');
  return {
    method: method.toUpperCase(),
    resource,
    isTemplate: templateResource !== undefined,
    content: typeof content === 'string' && content !== '' ? content : undefined,
    parameters: texts(fields.get('parameters'), id),
    parentIds: texts(fields.get('parentids'), id),
  };
}

function refuseCircles(requests: ReadonlyMap<string, BatchRequest>): void {
  const finished = new Set<string>();
  const open = new Set<string>();
  const visit = (id: string): void => {
    if (finished.has(id)) return;
    const request = requests.get(id);
    if (!request) throw apiError(400, `The ParentId '${id}' is not a request of this batch.`);
    if (open.has(id)) throw apiError(400, `The ParentIds of '${id}' lead back to itself.`);
    open.add(id);
    for (const parent of request.parentIds) visit(parent);
    open.delete(id);
    finished.add(id);
  };
  for (const id of requests.keys()) visit(id);
}

function findTokens(path: string, parents: Record<string, InnerReply>): readonly unknown[] {
  try {
    const json: Record<string, unknown> = { ...parents };
    const found: unknown = JSONPath({ path, json, wrap: true, eval: false });
    return Array.isArray(found) ? found : [];
  } catch {
    throw apiError(400, `The JSONPath '${path}' of a batch parameter is not valid.`);
  }
}

function single(tokens: readonly unknown[], path: string): unknown {
  if (tokens.length === 1) return tokens[0];
  throw apiError(
    400,
    tokens.length === 0
      ? `The JSONPath '${path}' selects nothing in the replies of the parent requests.`
      : `The JSONPath '${path}' selects several tokens; use a RequestTemplate.`,
  );
}

function prepare(request: BatchRequest, values: readonly unknown[]): InnerRequest {
  const filled = request.resource.replaceAll(/\{(\d+)\}/g, (whole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? whole : textOfToken(value);
  });
  // Wherever the URL points to, a batch runs on the server it was sent to.
  const url = filled.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  if (!/^\/piwebapi(?=$|[/?])/i.test(url)) {
    throw apiError(400, `The Resource '${filled}' is not an absolute URL of the PI Web API.`);
  }
  if (/^\/piwebapi\/batch\/?(?:\?|$)/i.test(url)) {
    throw apiError(400, 'A batch request cannot contain another batch request.');
  }
  return { method: request.method, url, body: readContent(request.content) };
}

/** A token in a URL: text as it is, anything else as JSON. */
function textOfToken(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readContent(content: string | undefined): unknown {
  if (content === undefined) return undefined;
  try {
    return parseLenientJson(content);
  } catch {
    throw apiError(400, 'The Content of the batch request is not valid JSON.');
  }
}

function toInner(reply: PiReply): InnerReply {
  const headers: Record<string, string> = reply.body === undefined ? {} : { ...JSON_TYPE };
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    headers[name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase())] = value;
  }
  return { Status: reply.status, Headers: headers, Content: reply.body ?? '' };
}

function succeeded(reply: InnerReply | undefined): boolean {
  return reply !== undefined && reply.Status >= 200 && reply.Status < 300;
}

function texts(value: unknown, id: string): readonly string[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((entry) => {
    if (typeof entry === 'string') return entry;
    throw apiError(400, `Parameters and ParentIds of '${id}' must be lists of text.`);
  });
}

function lowerNames(record: Record<string, unknown>): Map<string, unknown> {
  return new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
