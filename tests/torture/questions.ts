/**
 * Triggers, groups, words, tags, one that is asked back, two trends and two in plain words. So many that whoever asks
 * each so many-th of them comes to all: their number is prime.
 */
const QUESTIONS = [
  'u1 load',
  'unit 1',
  'trend U1_LOAD_NET 2h',
  'about',
  'u1 laod',
  '= what is the net load of unit 1',
  'SINUSOID',
  'help',
  'mills',
  'u2 day',
  'trend U1_LOAD_NET, U2_LOAD_NET 8h',
  'u1 load',
  'unit 1',
  '= berapa beban bersih unit 2 sekarang',
  'about',
  'u1 laod',
  'mills',
];

/** What the question of this number says. */
export function questionText(number: number): string {
  return QUESTIONS[number % QUESTIONS.length] ?? '';
}

/** Pictures that follow the text of the answer to such a question. */
export function picturesAskedFor(text: string): number {
  return /\btrend\b/u.test(text) ? 1 : 0;
}

/** Whether a question is asked in plain words, behind the demo's prefix for them. */
export function isInPlainWords(text: string): boolean {
  return text.includes('= ');
}
