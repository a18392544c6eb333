import { piBadAnswer } from './pi.errors.ts';

/**
 * Pages of a list until an empty one comes. The next page begins after as many items as really came.
 *
 * @throws AppError `pi.bad_answer` when the server gives the same page again, which would never end
 */
export async function* listPages<T extends { readonly webId: string }>(
  getPage: (startIndex: number) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let before = '';
  for (let startIndex = 0; ;) {
    const page = await getPage(startIndex);
    const first = page[0];
    if (!first) return;
    if (first.webId === before) throw piBadAnswer('its list begins again at every page');
    before = first.webId;
    yield page;
    startIndex += page.length;
  }
}
