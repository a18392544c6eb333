import { readFont } from './measure-text.ts';

/** A text as ECharts and our tables write it, on one line. */
const TEXT = /<text ([^>]*)>([^<]*)<\/text>/gu;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/gu;
const ENTITY = /&(amp|lt|gt|quot|#39);/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};
/** Marks that stand over the letter before them are placed by whoever shapes a text, which this does not. */
const COMBINING = /\p{M}/u;
const ANCHORS: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 };

/**
 * The SVG with its texts as shapes. resvg opens and reads its fonts for each text of each picture, a quarter of the time
 * it takes; here each letter is read once for all. A text that Inter has not all shapes of stays a text, for resvg to find them.
 */
export function textsToPaths(svg: string): string {
  return svg.replaceAll(TEXT, (whole, attributes: string, content: string) => {
    const text = content.replaceAll(ENTITY, (_, name: string) => ENTITIES[name] ?? '');
    const given = new Map(
      [...attributes.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value]),
    );
    return (COMBINING.test(text) ? undefined : pathOf(text, given)) ?? whole;
  });
}

/** Undefined when Inter has no shape of one of its characters. */
function pathOf(text: string, given: ReadonlyMap<string, string>): string | undefined {
  const { glyphs, sizePx } = readFont(
    given.get('style') ?? `${given.get('font-weight') ?? ''} ${given.get('font-size') ?? ''}px`,
  );
  let data = '';
  let width = 0;
  for (const char of text) {
    const glyph = glyphs.of(char);
    if (!glyph) return undefined;
    data += `M${width} 0${glyph.outline}`;
    width += glyph.advance;
  }
  const scale = sizePx / glyphs.unitsPerEm;
  const before = width * (ANCHORS[given.get('text-anchor') ?? 'start'] ?? 0);
  const above = given.get('dominant-baseline') === 'central' ? glyphs.middle : 0;
  const x = Number(given.get('x') ?? 0) - before * scale;
  const y = Number(given.get('y') ?? 0) + above * scale;
  const place = `${given.get('transform') ?? ''} matrix(${scale} 0 0 ${-scale} ${x} ${y})`;
  return `<path d="${data}" transform="${place.trim()}" fill="${given.get('fill') ?? ''}"/>`;
}
