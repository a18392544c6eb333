import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';

export type Health = 'off' | 'failing' | 'notOpen' | 'failedTest' | 'answers' | 'untested';

/** How a source is, as far as that is known: what it answered last says more than a test long ago. */
export function healthOf({
  active,
  health,
  connectionStatus,
  testStatus,
}: Pick<DataSource, 'active' | 'health' | 'connectionStatus' | 'testStatus'>): Health {
  if (!active) return 'off';
  if (health?.failingSince && connectionStatus !== 'connected') return 'failing';
  if (connectionStatus === 'connected') return 'answers';
  if (testStatus === 'failed' || connectionStatus === 'error') return 'failedTest';
  return health === null ? 'notOpen' : 'untested';
}
