import type { TransportState } from '../../../src/transports/transports.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { transportReasonsTexts } from '../../texts/transport-reasons.ts';
import type { Tone } from '../../ui/status-badge.tsx';

/** How a transport stands, in a word; each is the end of a key of its texts. */
export type Standing = TransportState['phase'] | 'switchedOff' | 'notLinked';

type Known = Pick<TransportState, 'kind' | 'phase' | 'isSetUp' | 'account'>;

export const TONES = {
  off: 'neutral',
  notLinked: 'neutral',
  switchedOff: 'neutral',
  linking: 'waiting',
  connecting: 'waiting',
  ready: 'good',
  paused: 'warning',
  stopped: 'bad',
} as const satisfies Record<Standing, Tone>;

export function standingOf({ kind, phase, isSetUp, account }: Known): Standing {
  const isDevice = kind === 'whatsapp-web';
  // A code that ran out, or a link that the phone ended, leaves nothing that could go on.
  if (isDevice && phase === 'stopped' && !isLinked({ account, phase })) return 'notLinked';
  if (phase !== 'off') return phase;
  if (isDevice) return 'notLinked';
  return isSetUp ? 'switchedOff' : 'off';
}

/** Something is under way that the page should follow closely. */
export function isMoving({ phase }: Pick<TransportState, 'phase'>): boolean {
  return phase === 'linking' || phase === 'connecting';
}

/** A device is linked, whether or not messages come and go now. */
export function isLinked({ account, phase }: Pick<TransportState, 'account' | 'phase'>): boolean {
  return phase === 'ready' || (phase !== 'linking' && Boolean(account?.phone ?? account?.id));
}

/** Why a transport stands as it does: the key of our words for it, or the server's own where there are none. */
export function reasonOf({
  reason,
  detail,
}: Pick<TransportState, 'reason' | 'detail'>):
  | { readonly key: keyof (typeof transportReasonsTexts)['en'] }
  | { readonly detail: string }
  | undefined {
  if (!reason) return undefined;
  return hasText(transportReasonsTexts, reason) ? { key: reason } : { detail };
}
