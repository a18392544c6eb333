import type { SocketConfig } from 'baileys';

/** What the Signal parts say is of interest to nobody, and has keys in it. */
export const SILENT_LOG: SocketConfig['logger'] = {
  level: 'silent',
  child: () => SILENT_LOG,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
};

function ignore(): void {}
