import type { Reading } from '#sdk';
import { plainText, say } from '../replies/index.ts';
import type { Answer, Fact, Language } from '../triggers/index.ts';
import type { AttachedSheets } from './attached.ts';

type Sheet = AttachedSheets['sheets'][number];
type Cell = Sheet['rows'][number][number];
type Whole = Extract<Answer, { kind: 'history' | 'trend' | 'summary' | 'query' }>;
type Table = Pick<Sheet, 'columns' | 'rows'> & { readonly note?: string | undefined };

export interface SheetsContext {
  readonly language: Language;
  readonly timeZone: string;
  /** What was asked, and when. */
  readonly asked: { readonly text: string; readonly at: string };
}

/** More nobody opens on a phone, and the outbox keeps them until they are sent. */
export const SHEET_ROWS_MAX = 20_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;
const TITLE_LENGTH_MAX = 80;

const QUALITIES = {
  good: 'qualityGood',
  bad: 'qualityBad',
  questionable: 'questionableShort',
  substituted: 'substitutedShort',
} as const;

/** Rows and series of answers, each in a sheet of its own, and the values that were told in one more. */
export function sheetsOf(
  answers: readonly Answer[],
  facts: readonly Fact[],
  context: SheetsContext,
): readonly Sheet[] {
  const { language } = context;
  const wholes = answers.flatMap((answer) => (isWhole(answer) ? [answer] : []));
  const sheets = wholes.map((answer) => {
    const range = 'range' in answer ? answer.range : undefined;
    const about: Sheet['about'] = [
      [say(language, 'sheetSource'), answer.source],
      ...(range
        ? [
            [say(language, 'sheetFrom'), { at: toIso(range.start) }] as [string, Cell],
            [say(language, 'sheetTo'), { at: toIso(range.end) }] as [string, Cell],
          ]
        : []),
    ];
    return toSheet(answer.name, about, tableOf(answer, language), context);
  });
  const values =
    facts.length > 0 ? [toSheet(context.asked.text, [], factTable(facts, language), context)] : [];
  return [...sheets, ...values].filter(({ rows }) => rows.length > 0);
}

function isWhole(answer: Answer): answer is Whole {
  return ['history', 'trend', 'summary', 'query'].includes(answer.kind);
}

function toSheet(
  title: string,
  about: Sheet['about'],
  { columns, rows, note }: Table,
  { language, timeZone, asked }: SheetsContext,
): Sheet {
  const kept = rows.slice(0, SHEET_ROWS_MAX);
  const total = rows.length;
  const notes = [
    ...(note === undefined ? [] : [note]),
    ...(kept.length < total ? [say(language, 'keptRows', { kept: kept.length, total })] : []),
  ];
  return {
    title: plainText(title, TITLE_LENGTH_MAX),
    about: [
      [say(language, 'sheetQuestion'), asked.text],
      [say(language, 'sheetAsked'), { at: asked.at }],
      ...about,
      ...notes.map((text): [string, Cell] => [say(language, 'sheetNote'), text]),
    ],
    columns: [...columns],
    rows: kept,
    timeZone,
  };
}

function tableOf(answer: Whole, language: Language): Table {
  if (answer.kind === 'query') return queryTable(answer, language);
  return answer.kind === 'summary' ? summaryTable(answer, language) : seriesTable(answer, language);
}

function queryTable(
  { table, mayBeMore }: Extract<Whole, { kind: 'query' }>,
  language: Language,
): Table {
  const { columns, rows, readings, truncated } = table;
  const count = rows.length;
  const more = truncated ? 'moreAtSource' : mayBeMore ? 'maybeMore' : undefined;
  // Where the source tells the unit of a row's number, the row must too.
  const units = readings?.map(({ reading }) => reading.unit) ?? [];
  const hasUnits = units.some((unit, index) => unit !== null && !rows[index]?.includes(unit));
  return {
    columns: [...columns, ...(hasUnits ? [say(language, 'sheetUnit')] : [])],
    rows: rows.map((row, index) => [
      ...row.map((cell) =>
        typeof cell === 'string' && INSTANT.test(cell) ? { at: toIso(cell) } : cell,
      ),
      ...(hasUnits ? [units[index] ?? null] : []),
    ]),
    note: more && say(language, more, { count }),
  };
}

function seriesTable(
  { outcomes }: Extract<Whole, { kind: 'history' | 'trend' }>,
  language: Language,
): Table {
  const rows = outcomes.flatMap((outcome): Cell[][] => {
    if (!outcome.ok) return [notRead(outcome.name, outcome.error.message)];
    const { readings, held, tag } = outcome;
    const shown = readings.length > 0 ? readings : held ? [held] : [];
    return shown.map((reading) => [tag.name, ...readingCells(reading, language)]);
  });
  const cut = outcomes.find((outcome) => outcome.ok && outcome.truncated);
  const count = rows.length;
  return {
    columns: valueColumns(language),
    rows,
    note: cut && say(language, 'moreAtSource', { count }),
  };
}

function summaryTable(
  { outcomes, statistics }: Extract<Whole, { kind: 'summary' }>,
  language: Language,
): Table {
  const columns = [
    say(language, 'sheetTag'),
    say(language, 'sheetFrom'),
    say(language, 'sheetTo'),
    say(language, 'sheetWhat'),
    say(language, 'sheetValue'),
    say(language, 'sheetUnit'),
    say(language, 'sheetQuality'),
    say(language, 'sheetTime'),
  ];
  const rows = outcomes.flatMap((outcome): Cell[][] => {
    if (!outcome.ok) {
      return [[outcome.name, null, null, null, null, null, outcome.error.message, null]];
    }
    const { tag, buckets } = outcome;
    return buckets.flatMap((bucket) =>
      statistics.flatMap((statistic): Cell[][] => {
        const reading = bucket.statistics[statistic];
        if (!reading) return [];
        const [time, value, unit, quality] = readingCells(reading, language);
        const isMoment = statistic === 'minimum' || statistic === 'maximum';
        return [
          [
            tag.name,
            { at: toIso(bucket.start) },
            { at: toIso(bucket.end) },
            say(language, statistic),
            value,
            unit,
            quality,
            isMoment && reading.quality !== 'bad' ? time : null,
          ],
        ];
      }),
    );
  });
  return { columns, rows };
}

function factTable(facts: readonly Fact[], language: Language): Table {
  return {
    columns: [
      ...valueColumns(language),
      say(language, 'sheetWhat'),
      say(language, 'sheetFrom'),
      say(language, 'sheetTo'),
      say(language, 'sheetSource'),
    ],
    rows: facts.map((fact) => [
      fact.tag,
      instant(fact.timestamp),
      fact.value,
      fact.unit,
      qualityText(fact.quality, fact.value === null ? fact.state : undefined, language),
      fact.kind === 'value'
        ? say(language, 'sheetValue')
        : say(language, fact.kind === 'duration' ? 'sourceDuration' : fact.kind),
      instant(fact.start),
      instant(fact.end),
      fact.source,
    ]),
  };
}

function valueColumns(language: Language): string[] {
  return [
    say(language, 'sheetTag'),
    say(language, 'sheetTime'),
    say(language, 'sheetValue'),
    say(language, 'sheetUnit'),
    say(language, 'sheetQuality'),
  ];
}

/** A bad one has no value: the quality says what it was instead. */
function readingCells(
  { timestamp, value, unit, quality, state }: Reading,
  language: Language,
): [Cell, Cell, Cell, Cell] {
  const isBad = quality === 'bad';
  return [
    { at: toIso(timestamp) },
    isBad ? null : (state?.name ?? value),
    unit,
    qualityText(quality, isBad ? state?.name : undefined, language),
  ];
}

function qualityText(
  quality: Reading['quality'],
  state: string | undefined,
  language: Language,
): string {
  const text = say(language, QUALITIES[quality]);
  return state === undefined ? text : `${text} (${state})`;
}

function notRead(name: string, message: string): Cell[] {
  return [name, null, null, null, message];
}

function instant(text: string | undefined): Cell {
  return text !== undefined && INSTANT.test(text) ? { at: toIso(text) } : (text ?? null);
}

/** A spreadsheet has milliseconds; what a source writes may have more digits. */
function toIso(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
