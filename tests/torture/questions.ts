const QUESTIONS = ['u1 load', 'unit 1', 'about', 'u1 laod', 'SINUSOID', 'help', 'mills', 'u2 day'];

/** What the question of this number says: triggers, groups, words, tags, and one that is asked back. */
export function questionText(number: number): string {
  return QUESTIONS[number % QUESTIONS.length] ?? '';
}
