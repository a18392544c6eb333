import { hashOf } from './packed-tags.ts';
import { type Segment, createSegment } from './segment.ts';

/** The segments with the areas of their tags, given by folded name; those without any are taken as they are. */
export async function withAreas(
  segments: readonly Segment[],
  areas: ReadonlyMap<string, string>,
): Promise<readonly Segment[]> {
  const placed = segments.map(() => new Map<number, string>());
  for (const [name, area] of areas) {
    const hash = hashOf(name);
    for (const [nth, { tags }] of segments.entries()) {
      const place = tags.placeOf(name, hash);
      if (place < 0) continue;
      placed[nth]?.set(place, area);
      break;
    }
  }
  const result: Segment[] = [];
  for (const [nth, segment] of segments.entries()) {
    const ofSegment = placed[nth];
    if (!ofSegment?.size) {
      result.push(segment);
      continue;
    }
    const tags = Array.from({ length: segment.tags.count }, (_, place) => {
      const area = ofSegment.get(place);
      const tag = segment.tags.at(place);
      return area === undefined ? tag : { ...tag, area };
    });
    result.push(createSegment(tags));
    // Building takes some milliseconds; questions that came meanwhile go first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return result;
}
