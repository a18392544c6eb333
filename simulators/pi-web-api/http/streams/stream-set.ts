import { choiceOf, requiredListOf } from '../query.ts';
import { apiError, PiError } from '../errors.ts';
import type { PiRequest } from '../route.ts';
import type { World } from '../world.ts';
import { selectAttributes } from './select-attributes.ts';
import { findStream, streamOfAttribute, type Stream } from './stream.ts';

/** A stream of a set, or one that could not be found and why. */
export type SetMember = {
  readonly webId: string;
  readonly stream: Stream | undefined;
  readonly failure: string;
};

/** The streams of `webId=…&webId=…`, as given. Text that is no WebID refuses the request; a lost stream only its item. */
export function adHocMembers(world: World, request: PiRequest, parameter = 'webId'): SetMember[] {
  const members = requiredListOf(request.query, parameter).map((webId) => {
    try {
      return { webId, stream: findStream(world.plant, webId), failure: '' };
    } catch (error) {
      if (error instanceof PiError && error.status === 404) {
        return { webId, stream: undefined, failure: error.message };
      }
      throw error;
    }
  });
  return sortMembers(request, members, false);
}

/** The attributes of the element, event frame or attribute in the path, filtered and sorted. */
export function elementMembers(world: World, request: PiRequest): SetMember[] {
  const { plant } = world;
  const owner = request.params['webId'] ?? '';
  const members = selectAttributes(plant, owner, request.query).map((attribute) => ({
    webId: '',
    stream: streamOfAttribute(plant, attribute),
    failure: '',
  }));
  return sortMembers(request, members, true);
}

function sortMembers(
  request: PiRequest,
  members: SetMember[],
  isSortedByDefault: boolean,
): SetMember[] {
  const isAsked = request.query.has('sortfield') || request.query.has('sortorder');
  const field = choiceOf(request.query, 'sortField', ['Name', 'Path', 'ID', 'Type'], 'Name');
  const order = choiceOf(request.query, 'sortOrder', ['Ascending', 'Descending'], 'Ascending');
  if (!isAsked && !isSortedByDefault) return members;
  if (members.length > 100_000) throw apiError(400, 'The stream set is too large to be sorted.');
  const direction = order === 'Ascending' ? 1 : -1;
  const key = ({ stream }: SetMember) => (field === 'Path' ? stream?.path : stream?.name) ?? '';
  return members.toSorted(
    (a, b) => direction * key(a).localeCompare(key(b), 'en', { sensitivity: 'base' }),
  );
}
