/** An engineering unit as it is compared: `°C`, `DEG. C` and `deg C` are near, `m³/h` is `m3/h`. */
export function foldUnit(unit: string): string {
  return unit
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\s.°º^()\p{M}]/gu, '')
    .replaceAll('µ', 'u')
    .replaceAll('μ', 'u')
    .replaceAll('⁄', '/');
}
