import { useEffect } from 'react';
import { API, call } from './call.ts';
import { queryClient, refreshLive } from './query-client.ts';

/** What the server tells while it happens: ids and states, no texts. */
export const LIVE_KINDS = ['message', 'outbox', 'transport', 'source', 'change'] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];
export type LiveEvent = {
  readonly kind: LiveKind;
  readonly detail: Readonly<Record<string, unknown>>;
};

const REFRESHES: Readonly<Record<LiveKind, readonly string[]>> = {
  // A stranger's first message makes a contact, and every message is its contact's last.
  message: ['/messages', '/contacts', '/overview'],
  outbox: ['/outgoing-messages', '/overview'],
  transport: ['/whatsapp', '/transports', '/overview'],
  source: ['/data-sources', '/overview'],
  change: ['/overview'],
};
/** A busy plant must not make the page ask more often than somebody can read. */
const GATHER_MS = 1_000;
const AGAIN_AFTER_MS = 10_000;

/** Keeps the page's one connection for events while somebody is signed in, and what is shown up to date by it. */
export function useLiveEvents(): void {
  useEffect(() => listen(), []);
}

function listen(): () => void {
  let source: EventSource | undefined;
  let again: number | undefined;
  let gathering: number | undefined;
  let isOver = false;
  const paths = new Set<string>();

  function gather(event: LiveEvent): void {
    for (const path of [...REFRESHES[event.kind], ...changedPaths(event)]) paths.add(path);
    gathering ??= window.setTimeout(() => {
      gathering = undefined;
      const asked = [...paths];
      paths.clear();
      void refreshLive(...asked);
    }, GATHER_MS);
  }

  function connect(): void {
    // Browsers allow a site few connections at once: pages in the background leave them to the one that is seen.
    if (isOver || document.hidden) return;
    source?.close();
    source = new EventSource(`${API}/events`);
    for (const kind of LIVE_KINDS) {
      source.addEventListener(kind, (message: MessageEvent<string>) => {
        const event = { kind, detail: readDetail(message.data) };
        gather(event);
      });
    }
    source.addEventListener('error', () => {
      // The browser itself tries again after a broken line; a refusal it takes as final.
      if (source?.readyState !== EventSource.CLOSED) return;
      // Asking who is signed in tells the page when nobody is any more, and why.
      call('GET', '/auth/me').then(connectLater, connectLater);
    });
  }

  function connectLater(): void {
    if (isOver) return;
    again = window.setTimeout(connect, AGAIN_AFTER_MS);
  }

  function followSight(): void {
    if (document.hidden) source?.close();
    else {
      connect();
      // What happened meanwhile was not told.
      void queryClient.invalidateQueries();
    }
  }

  connect();
  document.addEventListener('visibilitychange', followSight);
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', followSight);
    source?.close();
    window.clearTimeout(again);
    window.clearTimeout(gathering);
  };
}

/** A `change` names the collection that somebody changed, such as `triggers`. */
function changedPaths({ kind, detail }: LiveEvent): string[] {
  if (kind !== 'change') return [];
  const { collection } = detail;
  return typeof collection === 'string' ? [`/${collection}`] : [];
}

function readDetail(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
