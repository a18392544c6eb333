import type { TagInfo } from '#sdk';
import type { PiWebApiClient } from './pi-web-api/index.ts';
import type { Plant } from './plant.ts';
import { pointTag } from './to-tag.ts';

/** A page of a thousand points may take a busy server longer than a question may. */
const PAGE_TIMEOUT_MS = 60_000;

/** Every point of the source's PI Data Archive, page by page. */
export async function* pointPagesOf(
  client: PiWebApiClient,
  plant: Plant,
  signal: AbortSignal,
): AsyncGenerator<readonly TagInfo[]> {
  const { webId } = await plant.dataServer(signal);
  const options = { signal, timeoutMs: PAGE_TIMEOUT_MS };
  for await (const page of client.pointPages(webId, {}, options)) {
    yield page.map((point) => pointTag(point));
  }
}
