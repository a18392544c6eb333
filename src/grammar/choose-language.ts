import type { Language } from '../triggers/index.ts';

const ENGLISH = new Set(
  (
    'what whats which when where why how is are was were does did the of for since from until at and or to ' +
    'show give tell me please my today yesterday last this past previous week month year hour hours minute minutes ' +
    'second seconds day days weeks months years ago now average current value values english hello hi thanks search ' +
    'january february march may june july august october december monday tuesday wednesday thursday friday saturday sunday'
  ).split(' '),
);

const INDONESIAN = new Set(
  (
    'apa apakah berapa kapan kenapa mengapa bagaimana gimana di ke dari sejak sampai hingga dan atau yang untuk dengan ' +
    'tolong tampilkan lihat minta cek saya hari ini itu kemarin lalu terakhir minggu bulan tahun jam menit detik pukul ' +
    'sekarang saat rata nilai bahasa indonesia inggris halo hai terima kasih makasih bantuan daftar lanjut cari selama ' +
    'januari februari maret mei juni juli agustus agu agt oktober okt desember des senin selasa rabu kamis jumat sabtu ' +
    'beban tekanan suhu aliran getaran daya uap arus tegangan pagi siang sore malam mulai sehari sejam seminggu sebulan mana siapa ada tidak bisa'
  ).split(' '),
);

/**
 * They tell the language too, but names are made of them, so they are no filling. English words for what a plant has
 * tell nothing: Indonesian operators say `load` and `steam` as well.
 */
const ENGLISH_IN_QUESTIONS = new Set(
  (
    'highest lowest most least compare compared between both any all many much long often above below over under ' +
    'happened happening happen events drop dropped rise rose going doing than more less higher lower hottest good ' +
    'morning evening not why can could would should there has have had been started'
  ).split(' '),
);
const INDONESIAN_IN_QUESTIONS = new Set(
  (
    'kadar emisi cerobong kondensor pompa kipas katup tungku batubara batu bara isi umpan panas frekuensi ' +
    'putaran kecepatan ketinggian tinggi rendah tertinggi terendah terbesar terkecil lebih kurang lama jumlah banyak ' +
    'jalan berjalan nyala hidup mati berhenti kalau ubah jadi kedua semua kondisi grafik tren bandingkan dibanding ' +
    'dibandingkan antara turun naik terjadi kejadian listrik energi pemakaian rerata kemaren brp brapa berpa skrg ' +
    'skrng yg gmn gimana kmrn kmr td tdi tadi semalam aja gak nggak ngga ga udah sudah belum dong nih pak bu mas mbak ' +
    'bos coba minta mohon kah juga lagi masih sempat pernah kali berapakah nya jln krn utk dgn dr sm'
  ).split(' '),
);

/** Words that belong to the grammar in every language; they tell only where nothing else does. */
const WEAKLY_ENGLISH = new Set(['help', 'list', 'next', 'language']);

const TEXT_LENGTH_MAX = 2000;

export interface LanguageChoice {
  /** The message without the names in it: a trigger's name tells nothing of who asks. */
  readonly question: string;
  /** What the contact chose; null when they did not. */
  readonly contact: Language | null;
  readonly fallback: Language;
}

/** The language to answer in: the question's when it is clear, else the contact's, else the site's. */
export function chooseLanguage({ question, contact, fallback }: LanguageChoice): Language {
  return detectLanguage(question) ?? contact ?? detectWeakly(question) ?? fallback;
}

/** English or Indonesian by the words of a text, undefined when they do not tell. */
export function detectLanguage(text: string): Language | undefined {
  let balance = 0;
  for (const word of wordsOf(text)) {
    if (ENGLISH.has(word) || ENGLISH_IN_QUESTIONS.has(word)) balance += 1;
    if (INDONESIAN.has(word) || INDONESIAN_IN_QUESTIONS.has(word)) balance -= 1;
  }
  if (balance === 0) return undefined;
  return balance > 0 ? 'en' : 'id';
}

/** A text without the words any question is made of: `berapa u1 laod sekarang` is about `u1 laod`. */
export function withoutCommonWords(text: string): string {
  return text
    .slice(0, TEXT_LENGTH_MAX)
    .split(' ')
    .filter((word) => {
      const bare = word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
      return !ENGLISH.has(bare) && !INDONESIAN.has(bare);
    })
    .join(' ');
}

function detectWeakly(text: string): Language | undefined {
  return wordsOf(text).some((word) => WEAKLY_ENGLISH.has(word)) ? 'en' : undefined;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, TEXT_LENGTH_MAX)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  );
}
