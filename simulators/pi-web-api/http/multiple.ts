import { apiError, PiError } from './errors.ts';
import { choiceOf, listOf } from './query.ts';
import type { PiReply, PiRequest } from './route.ts';

type Item = {
  Identifier: string;
  IdentifierType: 'WebId' | 'Path';
  Object?: unknown;
  Exception?: { Errors: readonly string[] };
};

/**
 * `points|elements|attributes|eventframes/multiple`: several objects by `webId` and `path`, each with
 * its own outcome; 207 when one failed. `includeMode` keeps all, or only those with or without values.
 */
export function multiple(
  request: PiRequest,
  find: {
    readonly byWebId: (webId: string) => unknown;
    readonly byPath: (path: string) => unknown;
  },
): PiReply {
  const mode = choiceOf(
    request.query,
    'includeMode',
    ['All', 'OnlyWithValues', 'OnlyWithoutValues'],
    'All',
  );
  const webIds = listOf(request.query, 'webId');
  const paths = listOf(request.query, 'path');
  if (webIds.length + paths.length === 0) {
    throw apiError(400, "One of the parameters 'webId' and 'path' is required.");
  }
  const items = [
    ...webIds.map((webId) => itemOf(webId, 'WebId', find.byWebId)),
    ...paths.map((path) => itemOf(path, 'Path', find.byPath)),
  ];
  const kept = items.filter((item) =>
    mode === 'All' ? true : 'Object' in item === (mode === 'OnlyWithValues'),
  );
  const status = items.some((item) => item.Exception) ? 207 : 200;
  return { status, body: { Links: {}, Items: kept } };
}

function itemOf(
  identifier: string,
  type: Item['IdentifierType'],
  find: (identifier: string) => unknown,
): Item {
  try {
    return { Identifier: identifier, IdentifierType: type, Object: find(identifier) };
  } catch (error) {
    if (!(error instanceof PiError)) throw error;
    return { Identifier: identifier, IdentifierType: type, Exception: { Errors: [error.message] } };
  }
}
