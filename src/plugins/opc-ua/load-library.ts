/** node-opcua takes two seconds and 60 MB to load, so it is loaded when the first such source is used. */
export type OpcUaLibrary = typeof import('node-opcua-client');

let loading: Promise<OpcUaLibrary> | undefined;

export async function loadLibrary(): Promise<OpcUaLibrary> {
  loading ??= load();
  return await loading;
}

async function load(): Promise<OpcUaLibrary> {
  const library = await import('node-opcua-client');
  // It writes addresses to the console; what matters of it comes back as errors.
  library.setErrorLogger(() => undefined);
  library.setWarningLogger(() => undefined);
  library.setDebugLogger(() => undefined);
  library.setLogLevel(library.LogLevel.Emergency);
  return library;
}
