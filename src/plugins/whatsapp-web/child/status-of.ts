import type { TransportStatus } from '#sdk';

/** What is shown of a line that is open, but not as good as it should be. */
export function statusOf(
  link: TransportStatus,
  restrictedMs: number,
  isDeaf: boolean,
): TransportStatus {
  if (!link.isReady) return link;
  if (isDeaf) {
    return {
      ...link,
      reason: 'deaf',
      needsAdmin: true,
      detail:
        'Connected, but nothing comes in. Open WhatsApp on the phone; if that does not help, link it anew.',
    };
  }
  if (restrictedMs === 0) return link;
  return {
    ...link,
    reason: 'restricted',
    detail: 'Connected. WhatsApp does not let this number begin new chats for now; answers go on.',
  };
}
