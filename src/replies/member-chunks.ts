import type { Answer, Fact, TableAnswer, ValueAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { digitalChunks, isDigital } from './digital-chunks.ts';
import { failedChunks } from './failed-reply.ts';
import { localText } from './local-text.ts';
import { bold, plainText } from './message-text.ts';
import { rowFacts } from './row-facts.ts';
import { rowTexts } from './row-texts.ts';
import { say } from './say.ts';
import { seriesChunks } from './series-chunks.ts';
import { shortNames } from './short-names.ts';
import { summaryChunks } from './summary-chunks.ts';
import { valueChunks } from './value-chunks.ts';

/** A row of more columns is read better by itself. */
const ROW_COLUMNS_MAX = 4;

/** A member's answer on its line of a group's reply. */
export interface MemberChunks {
  readonly chunks: readonly string[];
  readonly facts: readonly Fact[];
  /** How many values it shows, for the group's first line. */
  readonly values: number;
  readonly isOk: boolean;
}

/** What a group's reply says of one member, in pieces that may be wrapped between each other. */
export function memberChunks(answer: Answer, context: ReplyContext): MemberChunks {
  const { language } = context;
  switch (answer.kind) {
    case 'value':
      return valuesOf(answer, context);
    case 'history':
    case 'trend':
      return seriesChunks(answer, context);
    case 'summary':
      return summaryChunks(answer, context);
    case 'query':
      return rowsOf(answer, context);
    case 'text':
      return {
        chunks: plainText(localText(answer.text, language), 300).split(' '),
        facts: [],
        values: 0,
        isOk: true,
      };
    case 'failed':
      return failedChunks(answer, context);
  }
}

/** One short row in full, since it is what was asked for; of more rows only their number has room on a line. */
function rowsOf(answer: TableAnswer, context: ReplyContext): MemberChunks {
  const { columns, rows } = answer.table;
  const [row, ...others] = rows;
  if (!row || others.length > 0 || columns.length > ROW_COLUMNS_MAX) {
    const count = say(context.language, 'rows', { count: rows.length });
    const name = plainText(answer.name, 60);
    const how = row ? say(context.language, 'memberSend', { name }).split(' ') : [];
    const chunks = columns.length === 0 ? [] : [count, ...how];
    return { chunks, facts: [], values: 0, isOk: true };
  }
  const facts = rowFacts(row, 0, answer, context);
  const chunks = rowTexts(row, 0, answer, context).map((cell, column) => {
    const text = bold(cell);
    const joint = column === row.length - 1 ? '' : ' ·';
    return row.length === 1 ? text : `${plainText(columns[column] ?? '', 40)} ${text}${joint}`;
  });
  return { chunks, facts, values: facts.length, isOk: true };
}

function valuesOf(answer: ValueAnswer, context: ReplyContext): MemberChunks {
  const { outcomes, source } = answer;
  if (outcomes.length === 0) {
    const chunks = [say(context.language, 'noTags', { source: plainText(source, 60) })];
    return { chunks, facts: [], values: 0, isOk: false };
  }
  if (outcomes.length > 1 && outcomes.some(isDigital)) {
    return digitalChunks(answer, context);
  }
  const shown = outcomes.map((outcome) => valueChunks(outcome, answer, context));
  const facts = shown.flatMap((one) => one.facts);
  const values = shown.filter(({ isOk }) => isOk).length;
  const isOk = values === shown.length;
  const [only, ...others] = shown;
  if (only && others.length === 0) {
    const [value = '', ...notes] = only.chunks;
    return { chunks: isOk ? [bold(value), ...notes] : only.chunks, facts, values, isOk };
  }
  // Values of different units, `168.2 bar · 538.1 °C`, tell themselves apart; others need their names.
  const names = outcomes.map((outcome) => (outcome.ok ? outcome.tag.name : outcome.name));
  const units = outcomes.map((outcome) => (outcome.ok ? outcome.reading.unit : undefined));
  const isClear =
    isOk && !answer.labels && units.length <= 3 && new Set(units).size === units.length;
  const labels = isClear ? undefined : shortNames(names, answer.labels, 0);
  const chunks = shown.map((one, index) => {
    const text = one.chunks.join(' ');
    const mark = one.isOk || isOk ? '' : '⚠ ';
    const label = labels ? `${labels[index] ?? ''} ` : '';
    const joint = index === shown.length - 1 ? '' : ' ·';
    return `${mark}${label}${text}${joint}`;
  });
  return { chunks, facts, values, isOk: values > 0 };
}
