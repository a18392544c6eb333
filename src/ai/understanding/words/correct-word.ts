import { editDistance } from '../../../grammar/index.ts';
import { isPlantWord } from '../../../tag-search/index.ts';
import { CUE_WORDS, cuesOf } from './lexicon.ts';
import type { Token } from './read-tokens.ts';

const TIME_WORDS =
  'yesterday today tomorrow tonight morning afternoon evening night shift hours minutes week month year since until between kemarin sekarang semalam malam pagi siang sore minggu bulan tahun menit terakhir sejak sampai hingga antara selama monday tuesday wednesday thursday friday saturday sunday senin selasa rabu kamis jumat sabtu january february november december september october agustus desember oktober midnight';
/** Words of a plant that look like others: never corrected. */
const KEPT = new Set(
  'steam drum level flow speed power water stack gross furnace pressure temperature vibration current voltage frequency valve pump motor turbine boiler condenser vacuum oxygen hydrogen coal ambient station feeder bearing winding generator tower cooling silo batch reactor phase tank outlet inlet header steams mills tekanan suhu aliran getaran daya beban uap arus tegangan putaran kecepatan batubara bahan bakar cerobong tungku level posisi katup pompa mesin turbin generator kondensor vakum oksigen hidrogen udara gas debu emisi aktif reaktif umpan utama bersih kotor sinusoid under above below over where there these those lower later hotter colder state stage mean meant heat heater heated start starts range orange chart chars'.split(
    ' ',
  ),
);
const KNOWN = [...new Set([...CUE_WORDS, ...TIME_WORDS.split(' ')])];
const KNOWN_SET = new Set(KNOWN);

/** A word with a slip in it becomes the one word of time or asking it is like; anything doubtful stays as it is. */
export function correctWord(token: Token): Token {
  const { kind, word } = token;
  if (kind !== 'word' || word.length < 5 || word.length > 16 || /[\d/_:.]/.test(word)) return token;
  if (KNOWN_SET.has(word) || KEPT.has(word) || cuesOf(word) || isPlantWord(word)) return token;
  const allowed = word.length >= 8 ? 2 : 1;
  const close = KNOWN.filter(
    (known) =>
      known[0] === word[0] &&
      Math.abs(known.length - word.length) <= allowed &&
      editDistance(known, word) <= (known.length >= 8 ? allowed : 1),
  );
  if (close.length === 0) return token;
  const keptIsCloser = [...KEPT].some((kept) => editDistance(kept, word) <= 1);
  if (keptIsCloser) return token;
  const best = close.toSorted((a, b) => editDistance(a, word) - editDistance(b, word))[0];
  return best === undefined ? token : { ...token, word: best };
}
