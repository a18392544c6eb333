/**
 * A number in [0, 1) that depends on nothing but its arguments: the same on every run and every machine.
 * (Two rounds of 32-bit multiply-and-shift mixing; quality enough for scenery, fast enough for 100,000 values.)
 */
export function randomOf(seed: number, index: number): number {
  let hash = Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index | 0, 0x85ebca6b);
  // Indices of sub-second cells pass 32 bits.
  hash ^= Math.imul(Math.floor(index / 4_294_967_296) | 0, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  hash ^= hash >>> 15;
  return (hash >>> 0) / 4_294_967_296;
}

/** A seed of its own for each named thing, so that no two signals share their randomness. */
export function seedOf(seed: number, name: string): number {
  let hash = (2_166_136_261 ^ Math.imul(seed | 0, 0x01000193)) | 0;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 16_777_619);
  }
  return hash ^ (hash >>> 13);
}

/** Smooth noise in [-1, 1] that changes over about `periodS` seconds, at a Unix time in seconds. */
export function noiseAt(seed: number, t: number, periodS: number): number {
  const position = t / periodS;
  const cell = Math.floor(position);
  const within = position - cell;
  const blend = within * within * (3 - 2 * within);
  const from = randomOf(seed, cell);
  const to = randomOf(seed, cell + 1);
  return (from + (to - from) * blend) * 2 - 1;
}

/** A GUID (version 4 in form) for a named thing: stable for a seed. */
export function guidOf(seed: number, name: string): string {
  const hex = [0, 1, 2, 3]
    .map((part) => Math.floor(randomOf(seedOf(seed, `${part}/${name}`), part) * 4_294_967_296))
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export function clamp(value: number, least: number, greatest: number): number {
  return Math.min(greatest, Math.max(least, value));
}
