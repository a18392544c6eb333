import type { Contact } from '../chat/index.ts';
import type { LoadedGroup, LoadedTrigger } from '../triggers/index.ts';

export type AccessMode = 'approval' | 'open' | 'closed';

/** What one sender may ask; the one place where it is decided, before any query and any model. */
export interface Rights {
  /** Whether nothing is kept from them. */
  readonly isEverything: boolean;
  mayUseTrigger(trigger: Pick<LoadedTrigger, 'id' | 'dataSourceId'>): boolean;
  mayUseGroup(group: Pick<LoadedGroup, 'id' | 'members'>): boolean;
  /** Whether tags of this source may be asked and searched by name. */
  mayUseSource(sourceId: string): boolean;
}

export type Access =
  | { readonly may: 'ask'; readonly rights: Rights }
  /** Not approved yet: a short reply, nothing is run. */
  | { readonly may: 'wait' }
  /** Nobody who is not on the list may ask. */
  | { readonly may: 'leave' }
  /** Blocked by an admin: no reply at all. */
  | { readonly may: 'nothing' };

/** Nothing is kept from them: who may read everything at the page. */
export const ALL_RIGHTS: Rights = {
  isEverything: true,
  mayUseTrigger: () => true,
  mayUseGroup: () => true,
  mayUseSource: () => true,
};

/**
 * Decides what a contact may do.
 *
 * `open`: everybody who is not blocked may ask everything. `approval` and `closed`: approved contacts ask what they
 * were granted, and strangers wait for approval or are sent away. A granted group brings its members with it; a
 * granted source brings its triggers and tags.
 *
 * @param groupsOfTrigger ids of the groups a trigger is a member of
 */
export function decideAccess(
  contact: Pick<Contact, 'status' | 'grants'>,
  mode: AccessMode,
  groupsOfTrigger: (triggerId: string) => readonly string[],
): Access {
  if (contact.status === 'blocked') return { may: 'nothing' };
  if (mode === 'open') return { may: 'ask', rights: ALL_RIGHTS };
  if (contact.status !== 'approved') return { may: mode === 'closed' ? 'leave' : 'wait' };
  const { grants } = contact;
  if (grants.all) return { may: 'ask', rights: ALL_RIGHTS };
  const groups = new Set(grants.groupIds);
  const sources = new Set(grants.sourceIds);
  const mayUseTrigger: Rights['mayUseTrigger'] = ({ id, dataSourceId }) =>
    (dataSourceId !== null && sources.has(dataSourceId)) ||
    groupsOfTrigger(id).some((groupId) => groups.has(groupId));
  return {
    may: 'ask',
    rights: {
      isEverything: false,
      mayUseTrigger,
      // A group not granted by name is allowed when each of its members is.
      mayUseGroup: ({ id, members }) =>
        groups.has(id) || (members.length > 0 && members.every(mayUseTrigger)),
      mayUseSource: (sourceId) => sources.has(sourceId),
    },
  };
}
