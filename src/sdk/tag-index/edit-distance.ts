/** Words compared are at most this long; longer ones are taken for different. */
const MAX_LENGTH = 63;

/** Rows of the table, used again at every call: the comparison runs thousands of times a search. */
const rows = [0, 1, 2].map(() => new Uint8Array(MAX_LENGTH + 1));

/**
 * Typing errors between two words: letters missing, too many, wrong, or two neighbours exchanged (optimal string
 * alignment). `laod` is one away from `load`, where plain Levenshtein says two.
 *
 * @returns more than `max` as soon as that is certain
 */
export function editDistance(a: string, b: string, max: number): number {
  const tooFar = max + 1;
  if (Math.abs(a.length - b.length) > max) return tooFar;
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return a === b ? 0 : tooFar;
  let [beforeLast, last, row] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= b.length; j += 1) last[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    let best = i;
    const letter = a.charCodeAt(i - 1);
    const letterBefore = i > 1 ? a.charCodeAt(i - 2) : -1;
    for (let j = 1; j <= b.length; j += 1) {
      const other = b.charCodeAt(j - 1);
      let cost = (last[j - 1] ?? 0) + (letter === other ? 0 : 1);
      cost = Math.min(cost, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (j > 1 && other === letterBefore && letter === b.charCodeAt(j - 2)) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > max) return tooFar;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length] ?? tooFar;
}

/**
 * Errors forgiven in a word: none in short ones, where every other word is near, and none in plain numbers; one where
 * there are digits, because the neighbour of `fic101` is another instrument.
 */
export function forgivenErrors(word: string): number {
  if (word.length < 4 || /^\p{N}+$/u.test(word)) return 0;
  return word.length < 8 || /\p{N}/u.test(word) ? 1 : 2;
}

/**
 * One bit a letter or digit a word holds. Two words within `n` typing errors differ in at most `2n` bits, which spares
 * nearly all comparisons.
 */
export function signatureOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

export function bitCount(bits: number): number {
  let x = bits - ((bits >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
