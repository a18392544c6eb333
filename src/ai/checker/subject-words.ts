/** Words of plants that mean one thing, in both languages and as tags shorten them; the first stands for them all. */
const SAME_WORDS: readonly (readonly string[])[] = [
  ['load', 'beban', 'daya', 'power', 'output'],
  ['temperature', 'temp', 'suhu', 'temperatur', 'tmp'],
  ['pressure', 'press', 'tekanan', 'pres', 'prs'],
  ['flow', 'aliran', 'laju', 'debit', 'flw'],
  ['steam', 'uap', 'stm'],
  ['vibration', 'vib', 'getaran', 'vibr'],
  ['speed', 'putaran', 'kecepatan', 'spd'],
  ['level', 'ketinggian', 'lvl'],
  ['water', 'air', 'wtr'],
  ['feed', 'umpan', 'feedwater', 'fw'],
  ['main', 'utama', 'ms'],
  ['net', 'bersih', 'netto', 'nett'],
  ['gross', 'kotor', 'bruto'],
  ['coal', 'batubara', 'batu'],
  ['turbine', 'turbin', 'turb'],
  ['boiler', 'ketel', 'blr'],
  ['bearing', 'bantalan', 'brg'],
  ['pump', 'pompa', 'pmp'],
  ['current', 'arus', 'amp'],
  ['voltage', 'tegangan', 'volt'],
  ['frequency', 'frekuensi', 'freq'],
  ['condenser', 'kondensor', 'cond'],
  ['vacuum', 'vakum', 'vac'],
  ['emission', 'emisi'],
  ['efficiency', 'efisiensi', 'eff'],
  ['oxygen', 'oksigen', 'o2'],
  ['state', 'status', 'keadaan', 'kondisi', 'stat'],
  ['reheat', 'rh'],
  ['generator', 'gen'],
  ['inlet', 'masuk', 'in'],
  ['outlet', 'keluar', 'out'],
];
const STANDS_FOR = new Map(
  SAME_WORDS.flatMap((words) => words.map((word) => [word, words[0] ?? word] as const)),
);

/** Words that tell no tag from another. */
const EMPTY_WORDS = new Set(
  'a an the of at is was were are be been to and or in on for from by it its as with than that this these has have had now currently value values nilai adalah dan atau di ke dari pada untuk yang itu ini saat sekarang kini sebesar yaitu dengan jam pukul today yesterday hari kemarin good pi tag wib wita wit utc'.split(
    ' ',
  ),
);

/** Things of a plant that are numbered: `unit 1`, `mill A`. A number behind one names it. */
const NUMBERED =
  'units?|mills?|pulverizers?|pulveriser|pumps?|pompa|boilers?|ketel|turbines?|turbin|generators?|fans?|feeders?|trains?|lines?|jalur|blocks?|blok|stages?|tingkat|shifts?|regu|groups?|grup|bearings?|bantalan|transformers?|trafo|heaters?|pemanas|burners?|towers?|menara|valves?|katup|tanks?|tangki|compressors?|kompresor|motors?|conveyors?|konveyor|nomor|gt|st|pltu';
const NUMBER_OF = String.raw`(?:\d{1,2}[a-z]?|[a-z]\d{0,2})(?![\p{L}\d]|[.,]\d|\s?%)`;
/** `unit 1`, `units 1 and 2`. */
const NUMBERED_THING = new RegExp(
  String.raw`(?<![\p{L}\d])(${NUMBERED})(?!\p{L})\.?[ _-]*#?(${NUMBER_OF}(?:(?:\s?[,&/]\s?|\s(?:and|dan|or|atau)\s)${NUMBER_OF})*)`,
  'giu',
);
const HASH = /#\s?(\d{1,3}[a-z]?)(?![\p{L}\d]|[.,]\d)/giu;

/** How else a numbered thing is written: `u1` of `unit 1`. */
const SHORT_THINGS: Readonly<Record<string, string>> = { unit: 'u', units: 'u' };

/** The positions of the numbers that name a thing: `1` of `unit 1`. */
export function numberedThings(
  text: string,
): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(NUMBERED_THING), ...text.matchAll(HASH)].flatMap((match) => {
    const end = match.index + match[0].length;
    const start = end - (match[2] ?? match[1] ?? '').length;
    return [...text.slice(start, end).matchAll(/[\p{L}\d]*\d[\p{L}\d]*/gu)].map((one) => ({
      start: start + one.index,
      end: start + one.index + one[0].length,
    }));
  });
}

/**
 * What a text speaks of, as words that can be compared: those of a tag's name apart, both languages as one, and
 * `unit 1` as `u1`.
 */
export function subjectWords(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  const spaced = text.toLowerCase().replaceAll('_', ' ');
  const things = spaced.replaceAll(NUMBERED_THING, (_all, thing: string, numbers: string) => {
    const short = SHORT_THINGS[thing];
    for (const [number] of numbers.matchAll(/[\p{L}\d]*\d[\p{L}\d]*|(?<!\p{L})\p{L}(?!\p{L})/gu)) {
      words.add(short === undefined ? `${thing.replace(/s$/, '')}:${number}` : `${short}${number}`);
      // Of a mill called A1, `A1` alone means it too.
      if (short === undefined && /[a-z]\d|\d[a-z]/.test(number)) words.add(number);
    }
    return short === undefined ? ` ${thing} ` : ' ';
  });
  for (const [, number = ''] of things.matchAll(HASH)) words.add(`u${number}`);
  for (const word of things.split(/[^\p{L}\d]+/u)) {
    if (word === '' || EMPTY_WORDS.has(word) || /^\d+$/.test(word)) continue;
    words.add(STANDS_FOR.get(word) ?? word);
  }
  return words;
}

/** Whether a word names one of several alike: `u1`, or `mill:a` for a numbered thing. */
export function isDesignator(word: string): boolean {
  return word.includes(':') || /^\p{L}{1,12}\d{1,3}\p{L}?$/u.test(word);
}

/** What a designator is one of: `u` of `u1`. */
export function familyOf(designator: string): string {
  return designator.replace(/(?<=:).*$|\d.*$/, '');
}
