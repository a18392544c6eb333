/**
 * Imported before anything else: libsignal prints whole sessions, private keys included, with `console`. Nothing that
 * this process has to say goes that way.
 */
const nothing = (): void => {};

for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'] as const) {
  globalThis.console[name] = nothing;
}
