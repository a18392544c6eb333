import type { Contact, ContactGrants } from '../../../src/chat/contacts.schema.ts';

/** What a contact may ask for, as the fields of a form hold it. */
export type GrantValues = {
  readonly access: 'everything' | 'chosen';
  readonly groupIds: readonly string[];
  readonly sourceIds: readonly string[];
  /** Whether a model may write queries for them; left out, that stays as it is. */
  readonly freeSql?: boolean | undefined;
};

export function toGrantValues(grants: ContactGrants): GrantValues {
  const { freeSql } = grants;
  const more = freeSql === undefined ? {} : { freeSql };
  if ('all' in grants) return { access: 'everything', groupIds: [], sourceIds: [], ...more };
  const { groupIds, sourceIds } = grants;
  return { access: 'chosen', groupIds, sourceIds, ...more };
}

export function toGrants({ access, groupIds, sourceIds, freeSql }: GrantValues): ContactGrants {
  const more = freeSql === undefined ? {} : { freeSql };
  return access === 'everything'
    ? { all: true, ...more }
    : { groupIds: [...groupIds], sourceIds: [...sourceIds], ...more };
}

/** Whoever is let in without anything to ask for would be told "not allowed" to every question. */
export function isNothing({ access, groupIds, sourceIds }: GrantValues): boolean {
  return access === 'chosen' && groupIds.length === 0 && sourceIds.length === 0;
}

/** Who never was granted anything is offered everything first: most plants let their people ask all. */
export function toFirstGrants({ grants }: Pick<Contact, 'grants'>): GrantValues {
  const values = toGrantValues(grants);
  return isNothing(values) ? { ...values, access: 'everything' } : values;
}

/** Whether a phone is written so that the server takes it: blanks, dashes, dots and brackets do not count. */
export function isPhone(text: string): boolean {
  return /^\+[1-9]\d{5,14}$/u.test(text.replaceAll(/[\s().\-\u00A0\u2010-\u2015]/gu, ''));
}
