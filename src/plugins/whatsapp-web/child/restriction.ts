const FIRST_WAIT_MS = 15 * 60_000;

/** Whether WhatsApp lets this number begin new chats. */
export interface Restriction {
  /** WhatsApp refused one. @returns how long to wait */
  begin(): number;
  /** WhatsApp itself says until when; null when it is over. */
  until(end: Date | null): void;
  /** 0 when there is none. */
  waitMs(): number;
}

/** Each further try counts against the number, so after one refusal none is made for a while. */
export function createRestriction(nowMs: () => number, onChange: () => void): Restriction {
  let endsAtMs = 0;
  const waitMs = () => Math.max(0, endsAtMs - nowMs());
  return {
    begin() {
      endsAtMs = Math.max(endsAtMs, nowMs() + FIRST_WAIT_MS);
      onChange();
      return waitMs();
    },
    until(end) {
      endsAtMs = end?.getTime() ?? 0;
      onChange();
    },
    waitMs,
  };
}
