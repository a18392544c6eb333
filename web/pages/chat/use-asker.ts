import { useState } from 'react';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useUser } from '../../app/session.ts';
import { useAnswer } from '../../lib/use-answer.ts';

/** Who writes, and where. */
export type Asker = {
  readonly from: string;
  readonly isInGroup: boolean;
  readonly group: string;
  readonly mentionsBot: boolean;
};

const START: Asker = {
  from: '',
  isInGroup: false,
  group: '120363025000000001@g.us',
  mentionsBot: true,
};

/** The chosen asker, kept for the tab; until somebody chooses, the first contact who may ask for everything. */
export function useAsker(): {
  readonly asker: Asker;
  readonly setAsker: (asker: Asker) => void;
  readonly isPending: boolean;
} {
  const { id } = useUser();
  const key = `plantline.asker.${id}`;
  const [chosen, setChosen] = useState(() => read(key));
  const needsOne = chosen === undefined;
  const contacts = useAnswer<{ items: readonly Contact[] }>(needsOne ? '/contacts' : null, {
    status: 'approved',
    sort: 'name',
    limit: 50,
  });
  const items = contacts.data?.items ?? [];
  const first = items.find(({ grants }) => 'all' in grants) ?? items[0];
  return {
    asker: chosen ?? { ...START, from: first?.phone ?? first?.addresses[0] ?? '' },
    setAsker(asker) {
      setChosen(asker);
      sessionStorage.setItem(key, JSON.stringify(asker));
    },
    isPending: needsOne && contacts.isPending,
  };
}

/** The chat that is written in; undefined as long as that is not clear. */
export function chatOf({ from, isInGroup, group }: Asker): string | undefined {
  if (from === '' || (isInGroup && !isGroup(group))) return undefined;
  return isInGroup ? group : from;
}

export function isGroup(address: string): boolean {
  return /^[^\s]{1,120}@g\.us$/u.test(address);
}

function read(key: string): Asker | undefined {
  try {
    const kept = sessionStorage.getItem(key);
    return kept === null ? undefined : { ...START, ...(JSON.parse(kept) as Partial<Asker>) };
  } catch {
    return undefined;
  }
}
