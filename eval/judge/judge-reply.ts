import { checkFact } from '../truth/check-fact.ts';
import { checkNeed } from '../truth/check-need.ts';
import { parseNeed } from '../truth/parse-need.ts';
import type { Reply } from '../truth/reply.ts';
import type { Site } from '../truth/site.ts';
import type { Question } from '../read-questions.ts';
import { unsupportedNumbers } from './unsupported-numbers.ts';

/**
 * `incomplete`: true, and about what was asked, but something is missing (a picture, one of two units). `wrong`: a
 * number that is not the truth of what was asked, or any where there must be none.
 */
export const OUTCOMES = [
  'right',
  'asked back',
  'refused',
  'unknown',
  'incomplete',
  'wrong',
  'no answer',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Judgement = {
  readonly outcome: Outcome;
  /** Whether that was the right thing to do. */
  readonly isGood: boolean;
  readonly reasons: readonly string[];
  /** Numbers of the text that a person should look at. */
  readonly flagged: readonly string[];
};

const BROKEN = /\bundefined\b|\[object|\bNaN\b|127\.0\.0\.1|\bnull\b/u;
const REFUSAL =
  /only read|cannot (?:change|switch|write|do)|can't (?:change|switch|write|do)|not allowed|may not|no access|not granted|hanya membaca|hanya bisa membaca|tidak (?:dapat|bisa|boleh) (?:mengubah|mengendalikan|menulis|menyalakan|mematikan|melakukan)|tidak diizinkan|tidak punya akses|tidak boleh/iu;
const WORDS = {
  en: /\b(?:the|of|at|is|was|and|from|to|not|average|in|for|which|i)\b/giu,
  id: /\b(?:yang|di|dari|dan|tidak|pada|pukul|rata-rata|sampai|untuk|saya|ada|ini|sejak)\b/giu,
} as const;
const SURVIVAL_LENGTH = 1_500;

export async function judgeReply(
  question: Question,
  asked: string,
  reply: Reply,
  site: Site,
): Promise<Judgement> {
  const flagged = [...unsupportedNumbers(asked, reply, await site.plant.tagNames())];
  const text = reply.text.trim();
  if (isInOtherLanguage(text, question.language)) flagged.push('in the other language');
  const say = (outcome: Outcome, isGood: boolean, ...reasons: string[]): Judgement => ({
    outcome,
    isGood,
    reasons,
    flagged,
  });
  if (text === '' && reply.media.length === 0) return say('no answer', false, 'no reply');
  const broken = BROKEN.exec(text);
  if (broken) return say('wrong', false, `"${broken[0]}" in the text`);
  if (question.not !== undefined && new RegExp(question.not, 'iu').test(text)) {
    return say('wrong', false, `what must not be told: ${question.not}`);
  }
  const isBare = reply.facts.length === 0 && reply.media.length === 0;
  const isAskedBack = isBare && text.includes('?') && /(?:^|\s)1\.\s/u.test(text);
  const silent: Outcome = isAskedBack ? 'asked back' : REFUSAL.test(text) ? 'refused' : 'unknown';
  if (question.expect === 'refuse') {
    if (!isBare) return say('wrong', false, 'an answer where a refusal was due');
    return say(silent, !isAskedBack);
  }
  const lies = await findLies();
  if (lies.length > 0) return say('wrong', false, ...lies);
  const problems: string[][] = [];
  for (const truth of question.truths) {
    const missing: string[] = [];
    for (const need of truth) {
      const problem = await checkNeed(parseNeed(need), reply, site);
      if (problem !== undefined) missing.push(problem);
    }
    if (missing.length === 0 && !isAskedBack) return say('right', true);
    problems.push(
      missing.length < truth.length || missing[0] === 'no picture' ? ['~', ...missing] : missing,
    );
  }
  if (isBare) {
    const isWelcome = isAskedBack
      ? question.mayAskBack || question.expect === 'ask back' || question.expect === 'survive'
      : question.mayDecline || question.expect === 'decline' || question.expect === 'survive';
    const isTooLong = question.expect === 'survive' && text.length > SURVIVAL_LENGTH;
    const why = isWelcome ? [] : (problems[0] ?? []).filter((each) => each !== '~');
    return say(silent, isWelcome && !isTooLong, ...why);
  }
  if (question.expect === 'survive' && question.truths.length === 0) return say('right', true);
  const closest = problems.toSorted((a, b) => Number(b[0] === '~') - Number(a[0] === '~'))[0] ?? [
    'an answer where none was due',
  ];
  if (closest[0] === '~') return say('incomplete', false, ...closest.slice(1));
  return say('wrong', false, ...closest);

  /** Facts that the plant itself does not bear out. */
  async function findLies(): Promise<readonly string[]> {
    const found = await Promise.all(
      reply.facts.map(async (fact) => await checkFact(site.plant, fact)),
    );
    return found.filter((each): each is string => each !== undefined && each !== 'unknown');
  }
}

/** By a handful of small words; names and numbers are in no language. */
function isInOtherLanguage(text: string, language: 'en' | 'id'): boolean {
  const count = (each: 'en' | 'id') => (text.match(WORDS[each]) ?? []).length;
  const other = language === 'en' ? 'id' : 'en';
  return count(other) > count(language) + 1;
}
