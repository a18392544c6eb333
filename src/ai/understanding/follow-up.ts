import { foldText } from '../../triggers/index.ts';
import { onDayBefore } from './follow-up-time.ts';
import type { Reading } from './reading.ts';
import { isQuantity } from './read-subjects.ts';
import { spellOut } from './words/spellings.ts';

const OPENING =
  /^(?:and|dan|but|tapi|ok|oke|then|terus|trus|lalu|kalau|kalau yang|what about|how about|and what about|bagaimana dengan|bagaimana kalau|bagaimana|yang|as a|as|sebagai|jadikan|in|dalam|also|juga|same|sama|since|sejak|for|untuk|only|hanya|now|sekarang|the other|make it|make that|show it|show that|show them|plot it|plot that|graph it|why|kenapa|and the|versus|vs|compare)\b/;
const ALONE =
  /^(?:the )?(?:as a )?(?:trend|graph|chart|grafik|tren|average|rata-rata|max|maximum|min|minimum|maksimum|total|yesterday|today|kemarin|hari ini|tadi malam|semalam|last night|last week|minggu lalu|bulan lalu|this week|minggu ini|(?:last |past )?\d+ ?(?:h|d|hours?|days?|jam|hari|minutes?|menit)(?: (?:terakhir|ago|lalu))?|u ?\d|unit \d{1,2})(?: (?:please|dong|ya|saja|aja))?$/;
/** Said between people, and asks nothing. */
const COURTESY =
  /^(?:(?:ok|oke|okay|okey|sip|siap|thanks?|thank you|thx|makasih|terima kasih|trims|good|great|nice|baik|mantap|noted|got it|yes|no|ya|iya|tidak|hi|hello|halo|pagi|and|dan|so|well|then|terus|lalu|the|bye|pak|bu|mas|bang|very much|so much|banyak|you|u)\s*)+$/;
/** What continues a talk whatever stands behind it. Other openings, such as `why`, begin whole questions as well. */
const CONTINUES =
  /^(?:and|dan|but|tapi|ok|oke|then|terus|trus|lalu|kalau|what about|how about|bagaimana dengan|bagaimana kalau|also|juga|same|sama|the other|make (?:it|that)|show (?:it|that|them)|plot (?:it|that)|graph it)\b/;
/** `is it running`: what "it" is, the talk tells. */
const PRONOUN = /\b(?:it|its|they|them|those|that one|itu|tersebut)\b/;
/** Forms of an answer; anything else that is asked of a unit is asked of it as a whole. */
const FORMS: readonly Reading['intent'][] = [
  undefined,
  'value',
  'trend',
  'statistics',
  'compare',
  'history',
  'top',
];
const WORDS_MAX = 9;

/**
 * Whether a text reads like the rest of a question that was asked before ("and unit 2?", "kalau kemarin?"). Only its
 * words are looked at: whether there was a question before, the caller knows.
 */
export function looksLikeFollowUp(text: string): boolean {
  const words = foldText(text)
    .replaceAll(/[?!.]+/g, ' ')
    .split(' ')
    .filter(Boolean)
    .flatMap((word) => spellOut(word));
  if (words.length === 0 || words.length > WORDS_MAX) return false;
  const said = words.join(' ');
  if (COURTESY.test(said)) return false;
  // `suhunya?` is that of what was spoken of.
  if (/^\p{L}{2,}nya[?!. ]*$/u.test(foldText(text)) && words.length === 1) return true;
  return OPENING.test(said) || ALONE.test(said);
}

/**
 * A question that changes a part of the one before: its own unit, subject, time or statistic, the rest as it was.
 * Undefined when it says everything itself.
 *
 * @param timeZone in which a time of day is moved to the day that was spoken of
 */
export function mergeFollowUp(
  reading: Reading,
  before: Reading,
  text: string,
  timeZone: string,
): Reading | undefined {
  if (isOfAnother(reading, before, text)) {
    const part: Reading = { ...reading, intent: undefined, isStatus: false };
    return mergeFollowUp(part, before, `and ${text}`, timeZone);
  }
  if (!isPart(reading, before, text)) return undefined;
  const subjects = mergeSubjects(reading, before);
  const isNewThing = reading.subjects.some(({ words, tag }) => words !== '' || tag !== undefined);
  const statistics = reading.statistics.length > 0 ? reading.statistics : before.statistics;
  const isOtherKind = reading.intent !== undefined && reading.intent !== before.intent;
  const times =
    reading.times.length > 0 ? onDayBefore(reading.times, before.times, timeZone) : before.times;
  return {
    ...before,
    intent: reading.intent ?? before.intent,
    statistics: isOtherKind && reading.statistics.length === 0 ? [] : statistics,
    times,
    condition: reading.condition ?? (isNewThing ? undefined : before.condition),
    // `and mill C?` after when mill D tripped asks when mill C did.
    state: reading.state ?? (isNewThing && isOtherKind ? undefined : before.state),
    isStart: reading.isStart || (reading.state === undefined && !isOtherKind && before.isStart),
    isNegated: reading.isNegated || (reading.state === undefined && before.isNegated),
    top: reading.top ?? before.top,
    bucket: reading.bucket ?? (isOtherKind ? undefined : before.bucket),
    last: reading.last ?? (isOtherKind ? undefined : before.last),
    subjects,
    isPlural: reading.subjects.length > 0 ? reading.isPlural || before.isPlural : before.isPlural,
    isEveryUnit: reading.isEveryUnit || (reading.subjects.length === 0 && before.isEveryUnit),
    isVersus: reading.isVersus || before.isVersus,
    isAhead: reading.times.length > 0 ? reading.isAhead : before.isAhead,
    inUnit: reading.inUnit ?? (isNewThing ? undefined : before.inUnit),
    said: [reading.said, before.said].filter(Boolean).join(' ').slice(0, 80),
  };
}

/** `unit 2 gimana?` after a question of unit 1 asks the same of unit 2; its condition would be called so. */
function isOfAnother(reading: Reading, before: Reading, text: string): boolean {
  const isThing = ({ words, tag }: Reading['subjects'][number]) =>
    words !== '' || tag !== undefined;
  const isOnlyUnit = reading.subjects.length > 0 && !reading.subjects.some(isThing);
  const hadUnit = before.subjects.some((one) => one.area !== undefined && isThing(one));
  const isNamed = /\b(?:kondisi|status|keadaan|condition|state|doing|ringkasan|summary)/i.test(
    text,
  );
  return reading.intent === 'status' && isOnlyUnit && hadUnit && !isNamed;
}

/**
 * It lacks something that a whole question has. What has its own subject, or asks something of a unit itself ("how many
 * times did unit 1 trip"), takes nothing from the talk unless it begins as a follow-up does.
 */
function isPart(reading: Reading, before: Reading, text: string): boolean {
  const folded = foldText(text);
  if (!changesSomething(reading)) return false;
  const isOpened = looksLikeFollowUp(text);
  const continues = isOpened && CONTINUES.test(folded);
  const hasThing = reading.subjects.some(({ words, tag }) => words !== '' || tag !== undefined);
  const hasUnit = reading.subjects.some(({ area }) => area !== undefined);
  const isState = reading.state !== undefined || reading.isStart;
  if (hasThing) {
    const isWhole = reading.intent !== undefined || isState || reading.condition !== undefined;
    if (isWhole && !continues) return false;
    return (
      isOpened &&
      !reading.subjects.some(({ tag }) => tag !== undefined && reading.intent !== undefined)
    );
  }
  if (reading.intent === 'events' || reading.intent === 'report') return false;
  if (continues) return true;
  if (reading.intent === 'status') return isOpened;
  if (hasUnit && (isState || !FORMS.includes(reading.intent))) return false;
  if (isState) return isOpened || PRONOUN.test(folded) || before.state !== undefined;
  return true;
}

/** Thanks and greetings leave everything as it was. */
function changesSomething(reading: Reading): boolean {
  const { intent, statistics, times, condition, state, top, bucket, last, subjects, inUnit } =
    reading;
  return (
    statistics.length + times.length + subjects.length > 0 ||
    [intent, condition, state, top, bucket, last, inUnit].some((one) => one !== undefined) ||
    reading.isStart ||
    reading.isEveryUnit ||
    reading.isVersus
  );
}

function mergeSubjects(reading: Reading, before: Reading): Reading['subjects'] {
  const own = reading.subjects;
  if (own.length === 0) return before.subjects;
  const areas = [...new Set(before.subjects.map(({ area }) => area))];
  const hasThing = own.some(({ words, tag }) => words !== '' || tag !== undefined);
  if (hasThing) {
    return own.flatMap((subject) =>
      subject.area !== undefined || subject.tag !== undefined
        ? [subject]
        : areas.map((area) => withThing({ ...subject, area }, before)),
    );
  }
  // Only other units: the same things of them.
  const things = [...new Map(before.subjects.map((one) => [one.tag ?? one.words, one])).values()];
  return own.flatMap(({ area }) => things.map((thing) => ({ ...thing, area })));
}

/** "And the temperature?" is that of what was spoken of. */
function withThing(
  subject: Reading['subjects'][number],
  before: Reading,
): Reading['subjects'][number] {
  const thing = before.subjects
    .map(({ words }) => words.split(' ').filter((word) => word !== '' && !isQuantity(word)))
    .find((words) => words.length > 0);
  const isLone = subject.words.split(' ').every((word) => isQuantity(word));
  return thing && isLone ? { ...subject, shared: `${thing.join(' ')} ${subject.words}` } : subject;
}
