import type { Attention } from './overview.schema.ts';

/** What the home page looks at to tell what somebody should do. */
export type Situation = {
  readonly pendingContacts: number;
  /** Whether strangers wait for approval: else nobody needs to look at them. */
  readonly isApprovalNeeded: boolean;
  readonly failedSends: number;
  readonly triggers: number;
  readonly sources: readonly {
    readonly name: string;
    readonly active: boolean;
    readonly isFailing: boolean;
    /** It was tested, or has answered a question. */
    readonly isTried: boolean;
  }[];
  readonly isAuditBroken: boolean;
  readonly transports: readonly {
    readonly title: string;
    readonly needsAdmin: boolean;
    readonly detail: string;
  }[];
  /** What networks sent that could not be dealt with. */
  readonly stuckWebhooks: number;
};

const NAMED_MAX = 3;

/** What somebody should look at, the most serious first. */
export function findAttention(situation: Situation): readonly Attention[] {
  const { pendingContacts, failedSends, triggers, sources } = situation;
  const active = sources.filter((source) => source.active);
  const failing = active.filter(({ isFailing }) => isFailing);
  const untested = active.filter(({ isTried, isFailing }) => !isTried && !isFailing);
  const inTrouble = situation.transports.filter(({ needsAdmin }) => needsAdmin);
  const { stuckWebhooks } = situation;
  const all: readonly Attention[] = [
    {
      kind: 'audit_broken',
      count: situation.isAuditBroken ? 1 : 0,
      text: 'The audit log does not hold: an entry was changed or removed outside Plantline.',
    },
    {
      kind: 'transport_trouble',
      count: inTrouble.length,
      text: inTrouble.map(({ title, detail }) => `${title}: ${detail}`).join(' '),
    },
    {
      kind: 'source_failing',
      count: failing.length,
      text: `${namesOf(failing)} ${failing.length === 1 ? 'does' : 'do'} not answer.`,
    },
    {
      kind: 'outbox_failed',
      count: failedSends,
      text: `${counted(failedSends, 'message')} of the last seven days could not be sent.`,
    },
    {
      kind: 'webhooks_stuck',
      count: stuckWebhooks,
      text: `${counted(stuckWebhooks, 'delivery', 'deliveries')} of the WhatsApp network could not be dealt with.`,
    },
    {
      kind: 'contacts_pending',
      count: situation.isApprovalNeeded ? pendingContacts : 0,
      text: `${counted(pendingContacts, 'contact')} ${pendingContacts === 1 ? 'waits' : 'wait'} for approval.`,
    },
    {
      kind: 'no_sources',
      count: sources.length === 0 ? 1 : 0,
      text: 'There is no data source yet: connect one, or start the demo plant.',
    },
    {
      kind: 'no_triggers',
      count: triggers === 0 ? 1 : 0,
      text: 'There is no trigger yet, so nobody can ask anything by name.',
    },
    {
      kind: 'source_untested',
      count: untested.length,
      text: `${namesOf(untested)} ${untested.length === 1 ? 'was' : 'were'} never tested.`,
    },
  ];
  return all.filter(({ count }) => count > 0);
}

function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** `Plant PI, Lab and 2 more`. */
function namesOf(sources: readonly { readonly name: string }[]): string {
  const names = sources.slice(0, NAMED_MAX).map(({ name }) => name);
  const more = sources.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : `${names[0]}`;
}
