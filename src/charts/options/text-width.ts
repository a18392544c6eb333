const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[.,:;'|!il]/u, 0.3],
  [/[\s()\-/]/u, 0.4],
  [/\d/u, 0.64],
  [/[mwMW@%—]/u, 0.92],
  [/\p{Lu}/u, 0.7],
  [/[\p{L}°²³·×⁰-⁹⁻]/u, 0.58],
];

/**
 * About as wide as a text is, in pixels, and rather more: for room that is kept before anything is drawn, where the
 * browser and the server must come to the same.
 */
export function textWidth(text: string, fontPx: number): number {
  let ems = 0;
  for (const char of text) ems += WIDTHS.find(([kind]) => kind.test(char))?.[1] ?? 1;
  return ems * fontPx;
}
