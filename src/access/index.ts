export type { Asking } from './asking.ts';
export { type Access, type AccessMode, type Rights, ALL_RIGHTS, decideAccess } from './access.ts';
export { isAllowedEntry } from './is-allowed-entry.ts';
