import type { SignalDataTypeMap } from 'baileys';

/** Kinds of entries that make up a linked device. They go when it is unlinked; everything else stays. */
export const KEY_KINDS: readonly (keyof SignalDataTypeMap | 'creds')[] = [
  'creds',
  'pre-key',
  'session',
  'sender-key',
  'sender-key-memory',
  'app-state-sync-key',
  'app-state-sync-version',
  'lid-mapping',
  'device-list',
  'tctoken',
  'identity-key',
];
