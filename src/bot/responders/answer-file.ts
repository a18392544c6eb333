import { tablePicture } from '../../charts/index.ts';
import { formatInstant, type Language } from '../../triggers/index.ts';
import { type BuiltReply, plainReply } from '../../replies/index.ts';
import type { Attached } from '../attached.ts';
import type { Answered, Question, Responder } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { readAgain, type ReadAgain } from '../read-again.ts';
import type { ReadableAnswer } from '../recall-answer.ts';
import { sheetsOf } from '../sheets-of.ts';

const ASKS_FILE =
  /^(?:(?:please|tolong|mohon|can you|bisa|send|give|export|show|make|draw|me|that|this|it|as|to|in|into|an?|the|kirim(?:kan|in)?|minta(?:kan)?|buat(?:kan)?|jadi(?:kan)?|ekspor|ke|dalam|sebagai|bentuk|ini|itu|data(?:nya)?|tabel(?:nya)?|table|file)\s+)*(?<what>excel|xlsx?|spreadsheet|csv|pictures?|images?|gambar)(?:nya)?(?:\s+(?:file|format|please|dong|ya|saja|aja))*[ ?!.]*$/i;
const INDONESIAN =
  /\b(?:tolong|mohon|bisa|kirim|minta|buat|jadi|ekspor|ke|dalam|sebagai|bentuk|ini|itu|gambar|dong|saja|aja)|nya\b/i;

type Format = 'xlsx' | 'csv' | 'picture';

/**
 * `excel`, `csv`, `picture`: the data behind the last answer as a file. It is read again as of then, so that ranges are
 * the same, and with the rights of now.
 *
 * @param answer answers a question from the beginning of the order
 */
export function answerFile(answer: (question: Question) => Promise<Answered>): Responder {
  return async (question) => {
    const what = ASKS_FILE.exec(question.text)?.groups?.['what'];
    if (what === undefined) return undefined;
    const format = formatOf(what);
    const { text } = question;
    const language = INDONESIAN.test(text) ? 'id' : languageOf(question, text);
    const readable = await question.recallReadable?.();
    if (!readable) {
      return { rule: 'file.none', language, reply: plainReply('fileNone', language) };
    }
    const read = await readAgain(readable, question, language, answer);
    const files = filesOf(read, format, readable, question, language);
    const reply = replyTo(files, read, format, readable, question, language);
    const rule = files.length > 0 ? 'file' : 'file.nothing';
    return { rule, name: format, language, reply, pictures: files };
  };
}

function formatOf(what: string): Format {
  const said = what.toLowerCase();
  if (said === 'csv') return 'csv';
  return /^(?:picture|image|gambar)/.test(said) ? 'picture' : 'xlsx';
}

function filesOf(
  { answers, facts, pictures }: ReadAgain,
  format: Format,
  { asked }: ReadableAnswer,
  { timeZone }: Question,
  language: Language,
): readonly Attached[] {
  if (format === 'picture') {
    const context = { language, timeZone, now: new Date(asked.at) };
    const tables = answers.flatMap((one) =>
      one.kind === 'query' ? (tablePicture(one, context) ?? []) : [],
    );
    return [...pictures, ...tables];
  }
  const sheets = sheetsOf(answers, facts, { language, timeZone, asked });
  return sheets.length > 0 ? [{ kind: 'sheets', format, sheets: [...sheets] }] : [];
}

/** One line that says what follows, and what of it could not be read this time. */
function replyTo(
  files: readonly Attached[],
  { failures }: ReadAgain,
  format: Format,
  { asked }: ReadableAnswer,
  { timeZone, now }: Question,
  language: Language,
): BuiltReply {
  const name = format === 'picture' ? '' : format === 'csv' ? 'CSV' : 'Excel';
  const time = formatInstant(asked.at, timeZone, language, now);
  const said = { text: asked.text, time };
  const line =
    files.length === 0
      ? plainReply(format === 'picture' ? 'fileNoPicture' : 'fileNothing', language, said)
      : format === 'picture'
        ? plainReply('filePicture', language, said)
        : plainReply('fileSent', language, { ...said, format: name });
  return { text: [line.text, ...failures].join('\n'), facts: [] };
}
