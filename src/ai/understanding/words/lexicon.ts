/** What a word or phrase of a question tells of what is asked. */
export type Cue =
  | 'trend'
  | 'average'
  | 'minimum'
  | 'maximum'
  | 'range'
  | 'total'
  | 'percentGood'
  | 'which'
  | 'when'
  | 'lastTime'
  | 'howLong'
  | 'howOften'
  | 'howMany'
  | 'why'
  | 'events'
  | 'status'
  | 'compare'
  | 'difference'
  | 'sum'
  | 'history'
  | 'report'
  | 'everything'
  | 'not'
  | 'except'
  | 'each'
  | 'past'
  | 'will'
  | 'forecast'
  | 'start'
  | 'change'
  | 'yesNo'
  | 'how'
  | 'advice'
  | 'unitOf'
  | 'filler'
  | 'joint'
  | 'of'
  | 'versus'
  | `state:${string}`;

const LINES: readonly (readonly [Cue, string])[] = [
  [
    'trend',
    'trend, trends, trending, graph, graphs, graphic, grafik, chart, charts, plot, plots, curve, kurva, tren, gambar, gambarkan, picture, visualisasi, visualize, over time, as a trend, line chart, trendline',
  ],
  ['average', 'rata-rata, rata - rata, mean, on average, secara rata-rata, typical, typically'],
  [
    'minimum',
    'minimum, min, lowest, lower, lebih rendah, lebih kecil, terendah, paling rendah, smallest, terkecil, paling kecil, least, terbawah, low point, nilai terendah, paling dingin, coldest, titik terendah',
  ],
  [
    'maximum',
    'maximum, max, maksimum, highest, higher, lebih tinggi, lebih besar, tertinggi, paling tinggi, peak, peaks, puncak, largest, biggest, terbesar, paling besar, greatest, paling panas, hottest, most, paling banyak, terbanyak, high point, nilai tertinggi, titik tertinggi, peaked',
  ],
  [
    'range',
    'range, ranges, spread, rentang, kisaran, variation, variasi, fluctuation, fluktuasi, swing',
  ],
  [
    'total',
    'total, totals, totalnya, cumulative, kumulatif, akumulasi, accumulated, in total, secara total, totalizer, integrated, keseluruhan',
  ],
  [
    'percentGood',
    'percent good, good percent, persentase data baik, persen data baik, data baik, percentage of good data, percent of good data, persentase baik, data quality, kualitas data, persen good, percentage good, good data',
  ],
  [
    'which',
    'which, which one, which ones, yang mana, mana, mana saja, apa saja, mana yang, yg mana, whichever',
  ],
  [
    'when',
    'when, kapan, on what day, at what time, what time, jam berapa, pukul berapa, hari apa, what day, tanggal berapa, bilamana, when was, when did, sejak kapan, since when',
  ],
  [
    'lastTime',
    'last time, the last time, terakhir kali, kali terakhir, most recent, most recently, latest time, terakhir, last, latest',
  ],
  [
    'howLong',
    'how long, berapa lama, duration, durasi, lama waktu, how many hours, how many minutes, how much time, berapa jam, berapa menit, total time, how many days, berapa hari, lamanya, selama apa, lamanya waktu, berapa lamakah',
  ],
  [
    'howOften',
    'how often, how many times, berapa kali, berapa sering, seberapa sering, number of times, times, kali, count, frekuensi kejadian, how frequent, how frequently',
  ],
  [
    'howMany',
    'how many, ada berapa, berapa banyak, number of, jumlah, berapa jumlah, berapa buah, berapa unit, how many of',
  ],
  [
    'why',
    'why, kenapa, mengapa, what caused, what is causing, apa penyebab, penyebab, sebabnya, apa sebab, how come, reason, the reason, alasan, gara-gara apa, root cause, what changed, what has changed, apa yang berubah, apa yg berubah, what else changed, what else happened',
  ],
  [
    'events',
    'events, event, kejadian, kejadian apa, peristiwa, incident, incidents, insiden, what happened, what has happened, anything happen, anything happened, apa yang terjadi, apa yang kejadian, ada apa, ada apa saja, alarm, alarms, gangguan, event frames, event frame, logbook, apa kabar, anything unusual, anything special, something happen, ada kejadian, ada masalah, masalah, any problem, any problems, problems, what is new, what went on, what is going on, happened, terjadi, happen',
  ],
  [
    'status',
    'status, condition, kondisi, keadaan, state, how is, how are, how is it going with, bagaimana, how about, doing, performing, overview, ringkasan, summary, rangkuman, situation, situasi, health, running condition, how was, performance, performa, kinerja',
  ],
  [
    'compare',
    'compare, compared, comparison, comparing, bandingkan, dibandingkan, perbandingan, dibanding, banding, bandingin, compared to, compared with, lebih tinggi mana, lebih besar mana, lebih rendah mana, lebih kecil mana, in comparison',
  ],
  [
    'difference',
    'how much higher, how much lower, how much more, how much less, difference, difference between, selisih, beda, bedanya, perbedaan, gap, differ, deviation',
  ],
  [
    'versus',
    'vs, versus, v, vs., higher than, lower than, more than, less than, bigger than, lebih tinggi dari, lebih besar dari, lebih rendah dari, lebih kecil dari, lebih tinggi daripada, against, dibanding, dibandingkan, compared to, compared with, in comparison to, dibandingkan dengan, dibanding dengan',
  ],
  [
    'sum',
    'sum, sum of, jumlahkan, dijumlahkan, combined, gabungan, together, jumlah total, added up, penjumlahan, total of',
  ],
  [
    'history',
    'history, riwayat, historis, history of, recorded values, raw data, raw values, logged values, list values, data historis, log',
  ],
  ['report', 'report, laporan, reports'],
  [
    'everything',
    'all, semua, seluruh, every, both, kedua, keduanya, all of, all the, semuanya, setiap, kedua-duanya, dua-duanya, masing-masing',
  ],
  [
    'not',
    'not, tidak, bukan, belum, "isn\'t", isnt, "aren\'t", arent, "wasn\'t", wasnt, no longer',
  ],
  [
    'except',
    'other than, except, except for, selain, kecuali, but not, apart from, besides, excluding, exclude, excluded, not including, not counting, without, tanpa, tidak termasuk, di luar, terkecuali',
  ],
  ['each', 'each, individually, respectively'],
  ['past', 'was, were, did, had, has been, have been, sempat, pernah, ever, tadinya'],
  ['will', 'will, going to, akan, bakal, nanti, shall, will be, predicted'],
  [
    'forecast',
    'forecast, forecasted, forecasts, prediction, predict, prediksi, perkiraan, prakiraan, ramalan, ramal, prognosis, proyeksi, projection, diprediksi',
  ],
  [
    'change',
    'drop, dropped, dropping, drops, turun, fall, fell, falling, falls, rise, rose, rising, rises, naik, increase, increased, increasing, decrease, decreased, decreasing, jump, jumped, melonjak, anjlok, spike, spiked, dip, dipped, change, changed, berubah, changes, go up, went up, go down, went down, going up, going down, merosot, menurun, meningkat, drop suddenly, jatuh, swing up, unstable, tidak stabil, derate, derating, derated, so low, so high, rendah, tinggi, low, high',
  ],
  [
    'yesNo',
    'is, are, apakah, apa, does, do, is there, are there, ada, adakah, benarkah, masih, still, already, sudah',
  ],
  ['how', 'how do i, how to, how can i, cara, bagaimana cara, gimana cara, how does, how do'],
  [
    'advice',
    'should, should i, should we, sebaiknya, haruskah, recommend, recommendation, rekomendasi, saran, sarankan, advise, advice, do you think, menurut kamu, menurut anda, menurutmu, opinion, pendapat, is it safe, amankah, apakah aman, aman tidak, best way, what if, what would happen, bagaimana jika, bagaimana kalau saya, perlu tidak',
  ],
  [
    'unitOf',
    'what unit, unit apa, satuan, satuan apa, satuannya apa, engineering unit, what units, units of measure, unit of measure',
  ],
  [
    'state:running',
    'running, run, runing, jalan, berjalan, hidup, nyala, menyala, beroperasi, operasi, operating, operate, active, aktif, on, in service, in operation, online, on line, working, ran, bekerja, up and running',
  ],
  [
    'state:stopped',
    'stopped, stop, mati, padam, berhenti, terhenti, off, idle, stopping, not in service, out of service, down, standby, stand by, offline, off line, henti, stops, distop',
  ],
  ['state:tripped', 'tripped, trip, trips, triped, tripping, ngetrip, ketrip, trip-nya'],
  [
    'state:maintenance',
    'maintenance, perbaikan, pemeliharaan, under maintenance, in maintenance, under repair, repair, being repaired, diperbaiki, servis, perawatan, overhaul, dalam perbaikan, dalam pemeliharaan, maintanance, maintenence, maintainance',
  ],
  ['state:open', 'open, opened, terbuka, membuka, dibuka'],
  ['state:closed', 'closed, tertutup, ditutup'],
  ['state:startup', 'startup, start up, start-up, starting up'],
  ['state:shutdown', 'shutdown, shut down, shut-down'],
  ['state:base load', 'base load, baseload'],
  ['state:load following', 'load following'],
  ['state:auto', 'in auto, auto mode, otomatis, automatic, on auto'],
  ['state:manual', 'in manual, manual mode, manual, on manual'],
  ['state:fault', 'fault, faulted, in fault'],
  ['state:inactive', 'inactive, tidak aktif, nonaktif'],
  [
    'start',
    'start, started, starts, mulai jalan, mulai beroperasi, mulai hidup, mulai, began, begin, come on, came on, dimulai, restart, restarted, start lagi',
  ],
  [
    'joint',
    'and, dan, &, serta, sama, or, atau, plus, +, juga, also, as well as, lalu, terus, then',
  ],
  [
    'of',
    'of, in, at, for, from, on, di, ke, dari, pada, untuk, dalam, to, by, with, dengan, than, daripada, per, sampai, oleh, about, tentang, into, over, during, selama, antara, between, within, through, any',
  ],
  [
    'filler',
    "the, a, an, kadar, kandungan, gimme, lemme, assalamualaikum, assalamu'alaikum, permisi, so far, out, current, present, used, pi, what is, what are, what was, what were, what, apa, berapa, berapakah, how much, show, show me, give, give me, tell, tell me, please, can, could, you, would, i, me, my, we, our, want, need, know, get, see, check, look, find, display, list, kasih, beri, berikan, tolong, tampilkan, lihat, lihatkan, minta, cek, coba, mohon, mau, ingin, ingin tahu, pengen, tahu, tau, info, infonya, informasi, kasih tahu, dong, donk, sih, ya, yah, deh, kah, nih, nya, pak, pa, bapak, bu, ibu, mas, mbak, bang, bro, sis, min, gan, bos, boss, om, saya, aku, kami, kita, kamu, anda, yang, itu, ini, tsb, tersebut, adalah, ialah, value, values, nilai, angka, besar, besarnya, seberapa, reading, readings, pembacaan, data, it, its, that, this, there, here, be, been, being, was, were, is, are, am, did, does, do, has, have, had, get, got, going, hello, hi, hey, halo, hai, hallo, dear, good morning, selamat pagi, selamat siang, selamat sore, selamat malam, thanks, thank you, thx, makasih, terima kasih, trims, terimakasih, ok, oke, okay, so, just, only, hanya, saja, aja, really, actually, exactly, tepatnya, kira-kira, sekitar, roughly, approximately, around, bisa, boleh, dapat, tampil, sudah, belum, lagi, kok, kan, kalau, maka, if, for me, buat, buat saya, a bit, sedikit, time, waktu, much, many, lah, tuh, aja dong, ada, apakah, sekarang ini, now, quick, quickly, cepat, segera, exact, actual, aktual, real time, realtime, live, present, sedang, lagi, terbaca, terukur, measured, measurement, pengukuran, parameter, tag, tags, nama, called, named, bernama, number, urgent, penting, while, ketika, waktu, saat, when it, come, go, went, goes, untuk saya, aja ya, coba dong, each of, units, unit, masing, did it, was it, banyaknya, tercatat, recorded, terlihat, make, made, buatkan, bikin, bikinkan, draw, kirim, kirimkan, send me, send, reach, reached, mencapai, hit, get to, exceed, exceeded, been in, spent, stay, stayed, remain, berada, became, become, menjadi, jadi, turned, put, us, them, their, your, his, sir, mister, friend, kindly, help, bantu, question, pertanyaan, tanya, mengenai, soal, terkait, seputar, total of, read, baca, bacakan, say, sebutkan, jelaskan, explain, describe",
  ],
];

const PHRASES = new Map<string, Cue[]>();
for (const [cue, line] of LINES) {
  for (const phrase of line.split(', ')) {
    const bare = phrase.replaceAll('"', '');
    const cues = PHRASES.get(bare);
    if (cues) cues.push(cue);
    else PHRASES.set(bare, [cue]);
  }
}

/** The most words of a phrase. */
export const PHRASE_WORDS_MAX = 4;

/** What a phrase of lower-case words may tell, the likeliest first. */
export function cuesOf(phrase: string): readonly Cue[] | undefined {
  return PHRASES.get(phrase);
}

/** Single words that tell something: what a typing error may have been meant to be. */
export const CUE_WORDS: ReadonlySet<string> = new Set(
  [...PHRASES].flatMap(([phrase, cues]) =>
    !phrase.includes(' ') &&
    phrase.length >= 5 &&
    !cues.every((cue) => cue === 'filler' || cue === 'of')
      ? [phrase]
      : [],
  ),
);
