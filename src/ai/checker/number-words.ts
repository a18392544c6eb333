const SMALL: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  twice: 2,
  thrice: 3,
  dozen: 12,
  nol: 0,
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  sembilan: 9,
  sepuluh: 10,
  sebelas: 11,
};
/** What multiplies the words before it; `se-` is one of it. */
const SCALES: Readonly<Record<string, number>> = {
  puluh: 10,
  hundred: 100,
  ratus: 100,
  thousand: 1000,
  ribu: 1000,
  million: 1e6,
  juta: 1e6,
};
const WHOLES: Readonly<Record<string, number>> = { seratus: 100, seribu: 1000 };
const WORDS = [...Object.keys(SMALL), ...Object.keys(SCALES), ...Object.keys(WHOLES), 'belas'];
const WORD = `(?:${WORDS.toSorted((a, b) => b.length - a.length).join('|')})`;
const PHRASE = new RegExp(
  `(?<![\\p{L}\\d_])${WORD}(?:(?:[ -]|[ -]and[ -])${WORD})*(?![\\p{L}\\d_])`,
  'giu',
);

/** "this one", "one of", "salah satu": a word for one that counts nothing. */
const NO_COUNT_BEFORE =
  /(?:\b(?:this|that|which|each|no|any|every|the|another|either|last|next|salah|setiap|tiap|se)) ?$/i;
const NO_COUNT_AFTER = /^ ?(?:of|or|by|and|is|has|was|another|per|sama|lagi|pun|[.,;:?!]|$)/i;

export interface NumberPhrase {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** Numbers written out in either language: `two`, `dua puluh lima`, `six hundred and twelve`. */
export function readNumberWords(text: string): readonly NumberPhrase[] {
  return [...text.matchAll(PHRASE)].flatMap((match) => {
    const [phrase] = match;
    const { index: start } = match;
    const end = start + phrase.length;
    const words = phrase
      .toLowerCase()
      .split(/[ -]/)
      .filter((word) => word !== 'and');
    const isOne = words.length === 1 && (words[0] === 'one' || words[0] === 'satu');
    if (
      isOne &&
      (NO_COUNT_BEFORE.test(text.slice(0, start)) || NO_COUNT_AFTER.test(text.slice(end)))
    )
      return [];
    return [{ start, end, value: valueOf(words) }];
  });
}

function valueOf(words: readonly string[]): number {
  let total = 0;
  let group = 0;
  for (const word of words) {
    const scale = SCALES[word];
    if (word === 'belas') group = group - (group % 10) + 10 + (group % 10);
    else if (word in WHOLES) group += WHOLES[word] ?? 0;
    else if (scale === undefined) group += SMALL[word] ?? 0;
    else if (scale >= 1000) {
      total += Math.max(group, 1) * scale;
      group = 0;
    } else if (scale === 100) group = Math.max(group, 1) * 100;
    // `dua puluh` of `seratus dua puluh`: only its last digit is multiplied.
    else group = group - (group % 10) + (group % 10) * scale;
  }
  return total + group;
}
