import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Clock } from '#sdk';
import { countContacts, tallyMessages } from '../chat/index.ts';
import { type Sources, connectionStatusOf, listDataSources } from '../data-sources/index.ts';
import type { Db } from '../db/index.ts';
import { ErrorReply } from '../lib/http/index.ts';
import { VERSION } from '../lib/version.ts';
import { countOutbox } from '../outbox/index.ts';
import { type TransportState, countStuckWebhookEvents } from '../transports/index.ts';
import { countTriggers } from '../triggers/index.ts';
import type { AccessMode } from '../access/index.ts';
import { createDayTally } from './day-tally.ts';
import { findAttention } from './find-attention.ts';
import { Overview } from './overview.schema.ts';

export type OverviewRoutesDeps = {
  readonly db: Db;
  readonly sources: Pick<Sources, 'find'>;
  readonly transports: () => readonly TransportState[];
  readonly accessMode: () => AccessMode;
  /** Whether the last look found the audit log changed from outside. */
  readonly isAuditBroken: () => boolean;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly startedAt: Date;
};

/** Messages that were given up need somebody's attention for a week. */
const FAILED_SENDS_OF_MS = 7 * 86_400_000;

/** `GET /overview`: whether everything is well, for the home page. */
export function overviewRoutes(deps: OverviewRoutesDeps): FastifyPluginAsyncZod {
  const { db, clock, timeZone, transports } = deps;
  const tallyDay = createDayTally({
    timeZone,
    tally: (from, to) => tallyMessages(db, from, to),
  });

  async function readSources() {
    return (await listDataSources(db.read)).map((stored) => {
      const source = deps.sources.find(stored.id);
      const failingSince = source?.failingSince();
      const { id, name, plugin, active, testStatus } = stored;
      const connectionStatus = connectionStatusOf(stored, source);
      return {
        shown: {
          id,
          name,
          plugin,
          connectionStatus,
          failingSince: failingSince?.toISOString() ?? null,
          tags: source?.connection.tagIndexStatus?.()?.tags ?? null,
        },
        looked: {
          name,
          active,
          isFailing: source?.status() === 'error',
          isTried: testStatus !== null || connectionStatus === 'connected',
        },
      };
    });
  }

  return async (app) => {
    app.get(
      '/overview',
      {
        schema: {
          tags: ['overview'],
          summary: 'Tell whether everything is well, and how today goes',
          response: { 200: Overview, '4xx': ErrorReply },
        },
      },
      async () => {
        const now = clock();
        const [sources, outbox, today, pendingContacts, triggers, stuckWebhooks] =
          await Promise.all([
            readSources(),
            countOutbox(db.read, new Date(now.getTime() - FAILED_SENDS_OF_MS)),
            tallyDay(now),
            countContacts(db.read, 'pending'),
            countTriggers(db.read),
            countStuckWebhookEvents(db.read),
          ]);
        const shown = transports().filter(({ isSetUp }) => isSetUp);
        return {
          sources: sources.map(({ shown }) => shown),
          transports: shown.map(withoutReach),
          outbox: { ...outbox, oldestPendingAt: outbox.oldestPendingAt?.toISOString() ?? null },
          today,
          attention: findAttention({
            pendingContacts,
            isApprovalNeeded: deps.accessMode() !== 'open',
            failedSends: outbox.failed,
            triggers,
            sources: sources.map(({ looked }) => looked),
            isAuditBroken: deps.isAuditBroken(),
            transports: shown,
            stuckWebhooks,
          }),
          version: VERSION,
          startedAt: deps.startedAt.toISOString(),
        };
      },
    );
  };
}

/** What the answer shows of a transport. */
function withoutReach(state: TransportState): TransportState {
  const { kind, title, isReady, detail, phase, reason, needsAdmin } = state;
  const { account, reconnects, isSetUp } = state;
  return {
    kind,
    title,
    isReady,
    detail,
    phase,
    reason,
    needsAdmin,
    account,
    reconnects,
    isSetUp,
  };
}
