import type { AppEvent } from '../lib/events.ts';

/** Where a feature's word for it is not the collection's name in the API. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  audit: 'audit-logs',
  auth: 'sessions',
  outbox: 'outgoing-messages',
};

/**
 * What pages are told of a change that the audit log was told of; undefined when nothing changed that they show.
 *
 * @param changed.action `feature.happened`, such as `data_sources.created`
 */
export function changeEvent({
  action,
  details,
}: {
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
}): AppEvent | undefined {
  const [feature = ''] = action.split('.');
  if (feature === 'exports') return undefined;
  const { id } = details;
  return {
    kind: 'change',
    collection: COLLECTIONS[feature] ?? feature.replaceAll('_', '-'),
    id: typeof id === 'string' || typeof id === 'number' ? id : null,
  };
}
