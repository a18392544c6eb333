import type { TagArea } from '#sdk/tag-index';
import type { PiWebApiClient } from './pi-web-api/index.ts';
import type { Plant } from './plant.ts';

const PAGE_SIZE = 1_000;
/** A database with more attributes is not read to its end: areas help to find tags, and no more. */
const PAGES_MAX = 200;
/** A page of a thousand attributes may take a busy server longer than a question may. */
const PAGE_TIMEOUT_MS = 60_000;
/** `\\SERVER\TAG`, each perhaps with an id after a question mark; what follows a semicolon is how to read it. */
const POINT = /^\\\\([^\\?]+)(?:\?[^\\]*)?\\([^?;|]+)/;

/**
 * Where points stand: the elements whose attributes read them. One list of the AF database, page by page; attributes
 * whose point is given by a formula of names are left out.
 */
export async function* areaPagesOf(
  client: PiWebApiClient,
  plant: Plant,
  signal: AbortSignal,
): AsyncGenerator<readonly TagArea[]> {
  const { webId } = await plant.assetDatabase(signal);
  const { name: dataServer } = await plant.dataServer(signal);
  const path = `/assetdatabases/${encodeURIComponent(webId)}/elementattributes`;
  const fields = ['Path', 'DataReferencePlugIn', 'ConfigString'];
  const query = {
    searchFullHierarchy: true,
    maxCount: PAGE_SIZE,
    selectedFields: fields.map((field) => `Items.${field}`).join(';'),
  };
  let before = '';
  for (let page = 0, startIndex = 0; page < PAGES_MAX; page += 1) {
    const options = { signal, timeoutMs: PAGE_TIMEOUT_MS };
    const items = itemsOf(await client.get(path, { ...query, startIndex }, options));
    const first = JSON.stringify(items[0]);
    // A server that gives the same page again has no paging, and would never come to an end.
    if (items.length === 0 || first === before) return;
    before = first;
    yield items.flatMap((item) => areaOf(item, dataServer) ?? []);
    startIndex += items.length;
  }
}

function areaOf(item: unknown, dataServer: string): TagArea | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const {
    Path: path,
    ConfigString: config,
    DataReferencePlugIn: plugIn,
  } = item as Record<string, unknown>;
  if (plugIn !== 'PI Point' || typeof path !== 'string' || typeof config !== 'string')
    return undefined;
  const [, server = '', name = ''] = POINT.exec(config) ?? [];
  if (server.toLowerCase() !== dataServer.toLowerCase() || /%.*%/.test(name)) return undefined;
  const [element = ''] = path.split('|');
  const area = element.replace(/^\\\\[^\\]*\\/, '');
  return name.trim() === '' || area === '' ? undefined : { name: name.trim(), area };
}

function itemsOf(content: unknown): readonly unknown[] {
  const items = (content as { readonly Items?: unknown } | null)?.Items;
  return Array.isArray(items) ? items : [];
}
