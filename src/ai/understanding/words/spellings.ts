/*
 * How people write in a chat, spelled out. One line: what is meant, then how it is written. Words that mean
 * something else to a plant as often are not here.
 */
const LINES = [
  'berapa: brp brapa brpa berapakah brp2 brapakah',
  'bagaimana: gmn gmana gimana bgmn bgmana gimanakah bagaimanakah piye',
  'now: rn',
  'sekarang: skrg skrng skr sekrg skrang skg sekarng skarang',
  'saat ini: saatini',
  'tadi: td tdi',
  'kemarin: kmrn kmren kmarin kemaren kmrin kemarn kemrin',
  'malam: mlm malem mlam',
  'semalam: smlm semalem smalam',
  'pagi: pgi',
  'siang: siank',
  'yang: yg yng',
  'dengan: dgn dg',
  'untuk: utk utuk',
  'jam: jm',
  'menit: mnt mnit',
  'tanggal: tgl',
  'bulan: bln',
  'tahun: thn',
  'hari: hr hri',
  'minggu: mgg mggu',
  'sebelum: sblm',
  'tolong: tlg tlong',
  'kenapa: knp knapa',
  'terakhir: terkahir trakhir trakir terakir trkhr terahir',
  'jalan: jln',
  'tekanan: tek',
  'energi: enerji',
  'kapan: kpn kpan kapankah',
  'mana: manakah',
  'bisa: bs',
  'apakah: apkh apkah',
  'tidak: tdk gak ga gk nggak ngga enggak ndak tak kagak',
  'sudah: sdh udh udah dah',
  'dari: dr dri',
  'sampai: smp sampe smpai',
  'di atas: diatas',
  'di bawah: dibawah',
  'dalam: dlm',
  'kalau: kalo klo klau',
  'lagi: lg lgi',
  'juga: jg',
  'banyak: bnyk',
  'nilai: nilainya',
  'rata-rata: rata2 rerata avg avrg average avrage averge averages rataan ratarata mean rata',
  'tampilkan: tampilin tampil liatin lihatin tunjukin',
  'lihat: liat',
  'what is: whats wats wts',
  'what: wht wat wut',
  'which: wich whch',
  'when: wen whn',
  'please: pls plz plss pliss',
  'yesterday: yest yday ystday yesterdy yestreday yesturday ystd yesterady',
  'today: tdy todays tody toda',
  'tonight: tonite',
  'last night: lastnight lastnite',
  'minutes: mins',
  'hours: hrs',
  'unit: unt uint',
  'between: btw betwn',
  'maksimum: maks maksimal',
  'minimum: minim minimal',
  'hi: hai',
] as const;

const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  LINES.flatMap((line) => {
    const [meant = '', written = ''] = line.split(': ');
    return written.split(' ').map((one) => [one, meant.split(' ')] as const);
  }),
);

const OWN_NYA = new Set([
  'hanya',
  'punya',
  'tanya',
  'nyata',
  'biasanya',
  'sebelumnya',
  'bertanya',
  'sebaiknya',
]);

/** What a word means when it is spelled out: one word or several. */
export function spellOut(word: string): readonly string[] {
  const known = SPELLINGS.get(word);
  if (known) return known;
  // `bebannya` is the load of what was spoken of, `trennya` its trend.
  if (/^[\p{L}\d-]{3,}nya$/u.test(word) && !OWN_NYA.has(word)) {
    const stem = word.slice(0, -3).replace(/-$/, '');
    return SPELLINGS.get(stem) ?? [stem];
  }
  return [word];
}
