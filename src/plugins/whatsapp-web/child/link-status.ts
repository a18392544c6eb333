import { type AuthenticationCreds, jidDecode } from 'baileys';
import type { TransportPhase, TransportStatus } from '#sdk';
import { isPaired } from './credentials.ts';

export interface LinkStatus {
  readonly phase: TransportPhase;
  readonly detail: string;
  readonly reason?: string;
  readonly needsAdmin?: boolean;
}

export const UNLINKED: LinkStatus = {
  phase: 'off',
  detail: 'No phone is linked.',
};

/** The number that is linked. */
export function accountOf(
  creds: AuthenticationCreds | undefined,
): NonNullable<TransportStatus['account']> {
  if (creds === undefined || !isPaired(creds)) return { phone: null, id: null };
  const user = jidDecode(creds.me?.id)?.user;
  return { phone: user === undefined ? null : `+${user}`, id: creds.me?.id ?? null };
}
