/** What people put in a letter's place. */
const STAND_INS: Readonly<Record<string, string>> = {
  a: '4@',
  e: '3',
  i: '1!',
  l: '1',
  o: '0',
  s: '5$',
  t: '7',
};

/** A password as guessing programs see it: small letters, full-width ones made plain, nothing between the words. */
export function foldPassword(password: string): string {
  return password
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s._-]+/gu, '');
}

/** The word inside, without the digits and signs that are put before and after it to please a rule. */
export function coreOf(folded: string): string {
  return folded.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** The text with letters where signs stand for them: `p@ssw0rd` is `password`. A `1` may be either of two. */
export function withLetters(folded: string, one: 'i' | 'l'): string {
  return [...folded].map((sign) => (sign === '1' ? one : letterFor(sign))).join('');
}

/** Finds a name with or without signs for its letters. */
export function spelledAnyhow(foldedName: string): RegExp {
  const signs = [...foldedName].map((sign) => {
    const all = [sign, ...(STAND_INS[sign] ?? '')].map((one) => RegExp.escape(one));
    return `(?:${all.join('|')})`;
  });
  return new RegExp(signs.join(''), 'gu');
}

function letterFor(sign: string): string {
  return Object.entries(STAND_INS).find(([, signs]) => signs.includes(sign))?.[0] ?? sign;
}
