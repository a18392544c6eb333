import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Sheet, toSpreadsheet } from './to-spreadsheet.ts';

const ASKED = new Date('2026-11-28T00:02:05Z');

function sheet(rows: Sheet['rows'], more: Partial<Sheet> = {}): Sheet {
  return {
    title: 'Net load of unit 1',
    about: [
      ['Question', 'u1 load'],
      ['Asked', ASKED],
      ['Source', 'PI'],
    ],
    columns: ['Time', 'Net load (MW)', 'Note'],
    rows,
    timeZone: 'Asia/Jakarta',
    ...more,
  };
}

const ROW = [new Date('2026-11-27T23:00:00Z'), -612.4, 'stable'] as const;
/** What a spreadsheet would run, OWASP's list among it. */
const FORMULAS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '＝1+1',
  '=HYPERLINK("http://example.org","x")',
  "=cmd|' /C calc'!A0",
];

async function xlsx(sheets: readonly Sheet[]) {
  const { bytes } = await toSpreadsheet(sheets, 'xlsx');
  const files = unzipSync(bytes);
  const read = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const strings = [...read('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gsu)].map(([, si]) =>
    unescaped((si ?? '').replaceAll(/<[^>]+>/gu, '')),
  );
  return { files, read, strings, xml: read('xl/worksheets/sheet1.xml') };
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#39;|&apos;/gu, "'")
    .replaceAll('&amp;', '&');
}

async function csv(sheets: readonly Sheet[]): Promise<string> {
  const { bytes } = await toSpreadsheet(sheets, 'csv');
  return Buffer.from(bytes).toString('utf8');
}

describe('a workbook', () => {
  test('has numbers as numbers and times by the plant’s clocks, the zone in the column’s name', async () => {
    const { xml, strings } = await xlsx([sheet([ROW])]);
    expect(strings).toEqual(
      expect.arrayContaining([
        'Net load of unit 1',
        'Question',
        'u1 load',
        'Asked (WIB)',
        'Time (WIB)',
      ]),
    );
    expect(xml).toMatch(/<v>-612\.4<\/v>/u);
    // 2026-11-28 06:00 by Excel's count of days.
    expect(xml).toMatch(/<v>46354\.25<\/v>/u);
  });

  test('runs no text as a formula', async () => {
    const { xml, strings } = await xlsx([sheet(FORMULAS.map((text) => [null, null, text]))]);
    expect(xml).not.toContain('<f>');
    expect(strings).toContain('=HYPERLINK("http://example.org","x")');
  });

  test('can be opened whatever a text holds, and names its sheets as Excel allows', async () => {
    const odd = 'a\u0000b\u0007 <&>"\' \uD800 😀'.repeat(3_000);
    const { read, files } = await xlsx([
      sheet([[odd, Number.NaN, true]], { title: 'Unit 1: [load] / very long name of a sheet?*' }),
      sheet([], { title: 'Unit 1: [load] / very long name of a sheet?*' }),
    ]);
    expect(read('xl/sharedStrings.xml')).not.toMatch(/[\u0000-\u0008]/u);
    expect(files['xl/worksheets/sheet2.xml']).toBeDefined();
    const names = [...read('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/gu)].map(
      ([, name]) => name ?? '',
    );
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/u);
  });
});

describe('a CSV file', () => {
  test('begins with the mark of UTF-8, then what was asked, then the rows', async () => {
    expect(await csv([sheet([ROW])])).toBe(
      [
        '\uFEFFNet load of unit 1',
        'Question,u1 load',
        'Asked (WIB),2026-11-28 07:02:05',
        'Source,PI',
        '',
        'Time (WIB),Net load (MW),Note',
        '2026-11-28 06:00:00,-612.4,stable',
        '',
      ].join('\r\n'),
    );
  });

  test.each(FORMULAS)('%j is a text, not a formula', async (text) => {
    const line = (await csv([sheet([[null, null, text]])])).split('\r\nTime')[1] ?? '';
    expect(line).toContain(`'${text.replaceAll('"', '""')}`);
  });

  test('no text of any kind begins a cell like a formula', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 20 }), async (text) => {
        const all = await csv([
          sheet([[text]], { title: text, about: [[text, text]], columns: [text] }),
        ]);
        for (const cell of all.slice(1).split(/\r\n|,/u)) {
          expect(cell).not.toMatch(/^"?[=+\-@\t]/u);
        }
      }),
      // A text with a line break or comma of its own is quoted, so what follows it begins no cell.
      { numRuns: 100, examples: FORMULAS.map((one) => [one] as [string]) },
    );
  });
});

test('a file is named for what it holds', async () => {
  expect((await toSpreadsheet([sheet([])], 'csv')).fileName).toBe('net-load-of-unit-1.csv');
  expect(await toSpreadsheet([sheet([])], 'xlsx')).toMatchObject({
    fileName: 'net-load-of-unit-1.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
});
