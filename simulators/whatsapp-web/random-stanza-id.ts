import { randomBytes } from 'node:crypto';

/** Looks like what a phone makes up. */
export function randomStanzaId(): string {
  return `3A${randomBytes(9).toString('hex').toUpperCase()}`;
}
