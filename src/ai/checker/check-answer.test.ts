import { describe, expect, test } from 'vitest';
import { NOW, RESULTS, TIME_ZONE } from './check-answer.fixture.ts';
import { checkAnswer } from './index.ts';

type Asked = keyof typeof RESULTS;

function check(
  asked: string | undefined,
  text: string | undefined,
  question = '',
  language: string | undefined = 'en',
) {
  return checkAnswer(text ?? '', RESULTS[asked as Asked], {
    question,
    language: language === 'id' ? 'id' : 'en',
    timeZone: TIME_ZONE,
    now: NOW,
  });
}

const LIES: readonly (readonly [
  what: string,
  asked: Asked,
  text: string,
  kind: string,
  question?: string,
  language?: 'en' | 'id',
])[] = [
  [
    'an average told as a minimum',
    'ranked',
    'The lowest load of U2 yesterday was 535.2 MW.',
    'wrong_statistic',
  ],
  [
    'the first of a ranking with the value of the second',
    'ranked',
    'Unit 2 had the highest average: 532.1 MW.',
    'wrong_tag',
  ],
  [
    'a time of no period beside a right count',
    'condition',
    'U1 was above 600 MW 3 times, the first from 05:30.',
    'wrong_time',
    'how often was U1 above 600 MW',
  ],
  ['an invented number', 'loads', 'U1 load is 620 MW.', 'unsupported'],
  ['a digit changed', 'loads', 'U1 load is 621.4 MW.', 'unsupported'],
  ['rounded the wrong way', 'loads', 'U1 load is 613 MW.', 'unsupported'],
  ['rounded to a near ten', 'loads', 'Unit 1 makes 610 MW.', 'unsupported'],
  ['more digits than were found', 'loads', 'U1 load is 612.44 MW.', 'unsupported'],
  ['another unit', 'loads', 'U1 load is 612.4 kW.', 'wrong_unit'],
  ['milliwatts', 'loads', 'U1 load is 612.4 mW.', 'wrong_unit'],
  ['an invented unit', 'fraction', 'U1 load factor is 0.874 MW.', 'wrong_unit'],
  ['a percentage for a fraction', 'fraction', 'U1 load factor is 0.874 %.', 'wrong_unit'],
  [
    'a fraction made a percentage of another size',
    'fraction',
    'U1 load factor is 97.4 %.',
    'unsupported',
  ],
  ['the value of another unit', 'loads', 'U1 load is 598.1 MW.', 'wrong_tag'],
  ['two units changed about', 'loads', 'U1 makes 598.1 MW and U2 makes 612.4 MW.', 'wrong_tag'],
  [
    'two units changed about, the numbers first',
    'loads',
    '598.1 MW on unit 1, 612.4 MW on unit 2.',
    'wrong_tag',
  ],
  [
    'two units changed about, in a list',
    'loads',
    'Net load:\n- U1: 598.1 MW\n- U2: 612.4 MW',
    'wrong_tag',
  ],
  [
    'two units changed about, under headings',
    'loads',
    'Unit 1:\nload 598.1 MW\nUnit 2:\nload 612.4 MW',
    'wrong_tag',
  ],
  ['both units with one value', 'loads', 'U1 is at 598.1 MW, U2 is at 598.1 MW.', 'wrong_tag'],
  ['a unit that was not asked', 'loads', 'U3 load is 612.4 MW.', 'wrong_tag'],
  ['the value of another measurement', 'steam', 'U1 main steam pressure is 540.3.', 'wrong_tag'],
  ['the temperature told as the load', 'steam', 'The load of unit 1 is 540.3 °C.', 'wrong_tag'],
  ['the pressure a thousand times off', 'steam', 'Main steam pressure is 16.7 kPa.', 'wrong_unit'],
  ['a wrong conversion', 'steam', 'Main steam pressure is 16.7 bar.', 'wrong_unit'],
  [
    'a conversion with the wrong factor',
    'steam',
    'Main steam pressure is 164.2 bar.',
    'unsupported',
  ],
  ['a time that no result has', 'loads', 'U1 load was 612.4 MW at 13:05 WIB.', 'wrong_time'],
  [
    'the present time for a value of before',
    'loads',
    'U1 load is 612.4 MW at 14:40 WIB.',
    'wrong_time',
  ],
  ['the right time in another zone', 'loads', 'U1 load was 612.4 MW at 14:32 WITA.', 'wrong_time'],
  ['seconds that are not so', 'loads', 'U1 load was 612.4 MW at 14:32:59.', 'wrong_time'],
  ['the day of another trip', 'trips', 'Unit 1 last tripped on 25 Nov at 17:05.', 'wrong_time'],
  [
    'the right hour on another day',
    'trips',
    'Unit 1 last tripped yesterday at 03:12.',
    'wrong_time',
  ],
  ['a date that no result has', 'trips', 'Unit 1 last tripped on 22 Nov.', 'wrong_time'],
  [
    'the minimum at the time of the maximum',
    'statistics',
    'U1 load was lowest at 402.1 MW at 11:47.',
    'wrong_time',
  ],
  ['an old value as the present one', 'old', 'Oxygen is 3.21 % now.', 'stale'],
  ['an old value without its time', 'old', 'U1 oxygen: 3.21 %', 'stale'],
  ['a wrong age', 'old', 'U1 oxygen was 3.21 % 2 hours ago.', 'unsupported'],
  [
    'the minimum told as the average',
    'statistics',
    'U1 load averaged 402.1 MW.',
    'wrong_statistic',
  ],
  [
    'the average told as the maximum',
    'statistics',
    'The maximum of U1 load was 587.3 MW.',
    'wrong_statistic',
  ],
  [
    'a wrong difference',
    'loads',
    'U1 is at 612.4 MW and U2 at 598.1 MW, a difference of 24.3 MW.',
    'unsupported',
  ],
  ['a wrong sum', 'loads', 'U1 612.4 MW + U2 598.1 MW = 1,220.5 MW.', 'unsupported'],
  ['a wrong percentage', 'loads', 'U2 at 598.1 MW is 95 % of U1 at 612.4 MW.', 'unsupported'],
  ['a wrong ratio', 'loads', 'U1 at 612.4 MW makes 1.2 times the 598.1 MW of U2.', 'unsupported'],
  ['the difference the wrong way round', 'compare', 'U2 is 14.3 MW higher than U1.', 'unsupported'],
  [
    'a wrong count',
    'condition',
    'U1 load was above 600 MW 4 times.',
    'unsupported',
    'how often was U1 above 600 MW',
  ],
  [
    'a wrong count in words',
    'condition',
    'It went above 600 MW five times.',
    'unsupported',
    'how often was U1 above 600 MW',
  ],
  [
    'a wrong duration',
    'condition',
    'U1 was above 600 MW for 3 h 10 min.',
    'unsupported',
    'how long was U1 above 600 MW',
  ],
  [
    'a limit told as a value',
    'condition',
    'U1 load is 600 MW.',
    'unsupported',
    'how long was U1 above 600 MW',
  ],
  [
    'a number of the question told as a value',
    'loads',
    'Yes, U1 load is 650 MW.',
    'unsupported',
    'is U1 at 650 MW?',
  ],
  [
    'a trend with a number that nobody found',
    'loads',
    'U1 load is 612.4 MW and rising by 5 MW/min.',
    'unsupported',
  ],
  ['a trend in percent', 'loads', 'U1 load is 612.4 MW, up 3 % on the hour.', 'unsupported'],
  ['a mill that stands told as running', 'mills', 'Mill B is running.', 'wrong_state'],
  ['a mill that runs told as stopped', 'mills', 'U1 mill A is stopped.', 'wrong_state'],
  [
    'one of a list that does not run',
    'mills',
    'Mill A, mill B and mill C are running.',
    'wrong_state',
  ],
  ['a wrong number of mills', 'mills', 'Four mills are running.', 'wrong_count'],
  ['all counted as running', 'mills', '5 mills are running.', 'wrong_count'],
  ['a denied state that holds', 'mills', 'Mill C is not running.', 'wrong_state'],
  ['numbers in words', 'loads', 'U1 makes six hundred and twenty MW.', 'unsupported'],
  ['digits of another script', 'loads', 'U1 makes ٦٢٠ MW.', 'unsupported'],
  ['a span with a wrong end', 'statistics', 'U1 load moved within 402.1–650 MW.', 'unsupported'],
  ['an exponent', 'loads', 'U1 load is 6.2×10² MW.', 'unsupported'],
  ['a sign too many', 'loads', 'U1 load is -612.4 MW.', 'unsupported'],
  ['a number without any tool', 'nothing', 'U1 load is about 600 MW.', 'no_result'],
  ['a number in words without any tool', 'nothing', 'Three mills are running.', 'no_result'],
  [
    'a repeated number without any tool',
    'nothing',
    'Yes, above 600 MW.',
    'no_result',
    'is U1 above 600 MW',
  ],
  ['beban unit lain', 'loads', 'Beban unit 1 sekarang 598,1 MW.', 'wrong_tag', '', 'id'],
  ['angka karangan', 'loads', 'Beban unit 1 sekarang 615,2 MW.', 'unsupported', '', 'id'],
  [
    'pemisah ribuan yang dibaca lain',
    'steam',
    'Aliran uap utama unit 1 1,835 t/h.',
    'unsupported',
    '',
    'id',
  ],
  ['jam yang salah', 'loads', 'Beban unit 1 612,4 MW pukul 13.05 WIB.', 'wrong_time', '', 'id'],
  [
    'jumlah yang salah',
    'condition',
    'Beban unit 1 di atas 600 MW sebanyak empat kali.',
    'unsupported',
    'berapa kali unit 1 di atas 600 MW',
    'id',
  ],
  [
    'lama yang salah',
    'condition',
    'Selama 4 jam 10 menit.',
    'unsupported',
    'berapa lama unit 1 di atas 600 MW',
    'id',
  ],
  ['status yang salah', 'mills', 'Mill B sedang beroperasi.', 'wrong_state', '', 'id'],
  [
    'selisih yang salah',
    'loads',
    'Unit 1 612,4 MW, unit 2 598,1 MW, selisih 41,3 MW.',
    'unsupported',
    '',
    'id',
  ],
  ['nilai lama sebagai sekarang', 'old', 'Oksigen unit 1 sekarang 3,21 %.', 'stale', '', 'id'],
];

const TRUTHS: readonly (readonly [
  asked: Asked,
  text: string,
  question?: string,
  language?: 'en' | 'id',
])[] = [
  ['ranked', 'Unit 2 had the highest average yesterday: 535.2 MW, unit 1 532.1 MW.'],
  ['ranked', 'On average the highest was U2 with 535.2 MW.'],
  [
    'condition',
    'U1 was above 600 MW 3 times, the first from 07:00 to 08:00.',
    'how often was U1 above 600 MW',
  ],
  ['loads', 'U1 load is 612.4 MW.'],
  ['loads', 'U1 load is 612 MW.'],
  ['loads', 'Unit 1 makes 612.43 MW, unit 2 598.12 MW.'],
  ['loads', 'U1 makes 612.4 MW and U2 makes 598.1 MW.'],
  ['loads', '612.4 MW on unit 1, 598.1 MW on unit 2.'],
  ['loads', 'Net load at 14:32 WIB:\n- U1: 612.4 MW\n- U2: 598.1 MW'],
  ['loads', '1. U1_LOAD_NET: 612.4 MW (14:32:05)\n2. U2_LOAD_NET: 598.1 MW (14:32:10)'],
  ['loads', 'Unit 1:\nload 612.4 MW\nUnit 2:\nload 598.1 MW'],
  ['loads', 'The two units make 612.4 MW and 598.1 MW.'],
  ['loads', 'Units 1 and 2 are at 612.4 and 598.1 MW.'],
  ['loads', 'U1 is at 612.4 MW and U2 at 598.1 MW, a difference of 14.3 MW.'],
  ['loads', 'U1 612.4 MW + U2 598.1 MW = 1,210.5 MW.'],
  ['loads', 'Together 1,210.6 MW: U1 612.43 MW, U2 598.12 MW.'],
  ['loads', 'U2 at 598.1 MW is 97.7 % of U1 at 612.4 MW.'],
  ['loads', 'U1: 0.612 GW'],
  ['loads', 'No, U1 is at 612.4 MW, below 650 MW.', 'is U1 above 650 MW?'],
  ['loads', 'U1 load was 612.4 MW at 07:32 UTC.'],
  ['loads', 'U1 load was 612.4 MW today at 2:32 pm.'],
  ['steam', 'Unit 1: load 612.4 MW, main steam 540.3 °C at 16.7 MPa, flow 1,834.6 t/h.'],
  ['steam', 'Main steam pressure is 167.4 bar.'],
  ['steam', 'Main steam temperature is 540 °C.'],
  ['steam', '*U1_MS_TEMP* 540.26 degC'],
  ['old', 'U1 oxygen was 3.21 % at 09:10 WIB; there is nothing newer.'],
  ['old', 'The last oxygen value of U1 is 3.21 %, 5 hours ago.'],
  ['statistics', 'U1 load averaged 587.3 MW between 06:00 and 14:00 WIB.'],
  ['statistics', 'U1: average 587.3 MW, minimum 402.1 MW at 08:15, maximum 634.9 MW at 11:47.'],
  [
    'statistics',
    'Over the last 8 hours U2 averaged 571 MW.',
    'average load of U2 over the last 8 hours',
  ],
  ['statistics', 'The highest load was 634.9 MW on U1 and 620.7 MW on U2.'],
  ['statistics', 'U1 load moved within 402.1–634.9 MW.'],
  ['statistics', 'U1 averaged 587.3 MW, 16.3 MW more than the 571.0 MW of U2.'],
  [
    'condition',
    'U1 load was above 600 MW for 2 h 10 min, 3 times.',
    'how long was U1 above 600 MW',
  ],
  [
    'condition',
    'It was above 600 MW three times, 130 minutes in all.',
    'how long was U1 above 600 MW',
  ],
  ['condition', 'About 2 hours, the longest from 07:00 to 08:00.', 'how long was U1 above 600 MW'],
  ['trips', 'Unit 1 last tripped on 21 Nov at 03:12 WIB.'],
  ['trips', 'Unit 1 last tripped on 21 November 2026 at 03:12:40, unit 2 on 25 November at 17:05.'],
  ['mills', 'Three mills are running: A, C and D. Mill B is stopped and mill E tripped.'],
  ['mills', '3 of 5 mills are running.'],
  ['mills', 'Mill A, mill C and mill D are running.'],
  ['mills', 'Mill B is not running.'],
  ['mills', 'U1_MILL_A_STATE: Running since 05:12 WIB'],
  ['compare', 'U2 is 14.3 MW lower than U1.'],
  ['compare', 'U1 is 14.3 MW higher than U2: 612.4 MW against 598.1 MW.'],
  ['fraction', 'The load factor of U1 is 0.874.'],
  ['fraction', 'U1 load factor: 0.87'],
  ['nothing', 'I did not find a tag for that. Which unit do you mean: U1 or U2?'],
  ['nothing', 'I can only read values; I cannot start a pump.'],
  ['loads', 'Beban unit 1 sekarang 612,4 MW (pukul 14.32 WIB).', '', 'id'],
  ['loads', 'Unit 1 612,4 MW dan unit 2 598,1 MW.', '', 'id'],
  ['loads', 'Unit 1 612,4 MW, unit 2 598,1 MW, selisih 14,3 MW.', '', 'id'],
  ['loads', 'Jumlah kedua unit 1.210,5 MW: unit 1 612,4 MW, unit 2 598,1 MW.', '', 'id'],
  ['steam', 'Aliran uap utama unit 1 1.835 t/jam, tekanan 16,7 MPa, suhu 540,3 °C.', '', 'id'],
  ['steam', 'Suhu uap utama unit 1: 540,3 °C', 'berapa suhu main steam unit 1', 'id'],
  ['old', 'Oksigen unit 1 terakhir 3,21 % pukul 09.10 WIB.', '', 'id'],
  ['old', 'Oksigen unit 1 3,21 %, 5 jam yang lalu.', '', 'id'],
  ['statistics', 'Rata-rata beban unit 1 587,3 MW, tertinggi 634,9 MW pukul 11.47 WIB.', '', 'id'],
  [
    'statistics',
    'Beban unit 2 antara 06.00–14.00 WIB: terendah 388,4 MW, tertinggi 620,7 MW.',
    '',
    'id',
  ],
  [
    'condition',
    'Beban unit 1 di atas 600 MW selama 2 jam 10 menit, tiga kali.',
    'berapa lama unit 1 di atas 600 MW',
    'id',
  ],
  ['trips', 'Unit 1 terakhir trip 21 November pukul 03.12 WIB.', '', 'id'],
  ['mills', 'Ada tiga mill yang beroperasi: A, C, dan D.', '', 'id'],
  ['mills', 'Mill B berhenti, mill E trip.', '', 'id'],
  ['compare', 'Beban unit 2 lebih rendah 14,3 MW dari unit 1.', '', 'id'],
];

describe('what no tool result supports is caught', () => {
  test.each([...LIES])('%s (%s): %s', (_what, asked, text, kind, question, language) => {
    const checked = check(asked, text, question, language);
    expect(checked).toMatchObject({ ok: false });
    if (!checked.ok) expect(checked.problems.map((one) => one.kind)).toContain(kind);
  });
});

test.each(['½', '1 ', '12:', 'U1 612.4 MW, '])('a text full of %s is refused at once', (part) => {
  const startedAtMs = performance.now();
  expect(check('loads', part.repeat(1_500).slice(0, 12_000))).toMatchObject({ ok: false });
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
});

describe('what tool results support is not refused', () => {
  test.each([...TRUTHS])('%s: %s', (asked, text, question, language) => {
    expect(check(asked, text, question, language)).toMatchObject({ ok: true });
  });
});

describe('an answer that holds', () => {
  test('comes with the facts of its numbers, and with no others', () => {
    const checked = check('loads', 'U1 load is 612.4 MW.');
    expect(checked.ok && checked.facts.map(({ tag }) => tag)).toEqual(['U1_LOAD_NET']);
  });
});
