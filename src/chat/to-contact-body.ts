import { ContactGrants, type Contact } from './contacts.schema.ts';
import type { ListedContact } from './listed-contacts.repository.ts';

/** A contact as the API shows it. What another program wrote and nobody understands counts as nothing. */
export function toContactBody(contact: ListedContact): Contact {
  const { grants, language, lastMessageAt, createdAt, updatedAt, ...same } = contact;
  return {
    ...same,
    language: language === 'en' || language === 'id' ? language : null,
    grants: shownGrants(grants),
    lastMessageAt: lastMessageAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function shownGrants(stored: ListedContact['grants']): ContactGrants {
  const more = stored.freeSql === true ? { freeSql: true } : {};
  if (stored.all) return { all: true, ...more };
  const { groupIds, sourceIds } = stored;
  const named = ContactGrants.safeParse({ groupIds, sourceIds, ...more });
  return named.data ?? { groupIds: [], sourceIds: [] };
}
