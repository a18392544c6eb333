import { useSuspenseQuery } from '@tanstack/react-query';
import type { CurrentUser, SignedIn } from '../../src/accounts/accounts.schema.ts';
import { call } from '../lib/call.ts';
import { letAllGo } from '../lib/leaving.ts';
import { queryClient } from '../lib/query-client.ts';
import { setSiteZone } from '../lib/site-zone.ts';
import { forgetTypedOfOthers } from '../lib/typed-values.ts';

export type Role = CurrentUser['role'];

const ROLES: readonly Role[] = ['viewer', 'user', 'admin'];

/** Who is signed in. Asked before the frame is drawn, so it is there on every page in it. */
export const meQuery = {
  queryKey: ['/auth', '/auth/me'],
  async queryFn({ signal }: { readonly signal?: AbortSignal }): Promise<CurrentUser> {
    const answer = await call<SignedIn>('GET', '/auth/me', { signal, isSessionAsked: true });
    setSiteZone(answer.timeZone);
    return answer.user;
  },
  staleTime: 60_000,
  retry: false,
} as const;

/** The signed-in user, on a page inside the frame. */
export function useUser(): CurrentUser {
  return useSuspenseQuery(meQuery).data;
}

/** Whether the signed-in user has at least this role: shows or hides what the server would refuse. */
export function useMay(role: Role): boolean {
  return isAtLeast(useUser().role, role);
}

export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** After a log-in: what the last user saw is forgotten, and who it is now need not be asked. */
export function startSession({ user, timeZone }: SignedIn): void {
  queryClient.clear();
  forgetTypedOfOthers(user.id);
  setSiteZone(timeZone);
  queryClient.setQueryData(meQuery.queryKey, user);
}

/**
 * Ends the session here and goes to the log-in; the deletions that still waited are sent before. What the page kept of
 * it goes too, in the tab's storage and, by loading the page anew, in memory: the control room's computer is shared.
 */
export async function logOut(): Promise<void> {
  await letAllGo();
  await call('POST', '/auth/logout', { isSessionAsked: true }).catch(() => {});
  sessionStorage.clear();
  window.location.assign('/login');
}
