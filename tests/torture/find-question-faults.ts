import { isInPlainWords, picturesAskedFor } from './questions.ts';
import type { StoredPicture, StoredQuestion, StoredRow } from './read-outcome.ts';

/** What the store says wrong of one question: it is answered by one text, and a trend by one picture behind it. */
export function findQuestionFaults(question: StoredQuestion): readonly string[] {
  const { id, text, isProcessed, status, texts, pictures, timesUnderstood } = question;
  if (!isProcessed || status !== 'processed') return [`${id} was not dealt with (${status})`];
  if (texts.length !== 1) return [`${id} has ${texts.length} answers`];
  const [answer] = texts;
  if (answer?.text === '') return [`${id} has an empty answer`];
  const asked = picturesAskedFor(text);
  return [
    ...unsentFaults(id, 'answer', answer),
    ...(pictures.length === asked
      ? []
      : [`${id} has ${pictures.length} pictures, and ${asked} must be`]),
    ...pictures.flatMap((picture) => pictureFaults(id, picture, answer)),
    // What follows one in plain words may be understood too, so only that there are not two is known of others.
    ...(timesUnderstood > 1 || (isInPlainWords(text) && timesUnderstood !== 1)
      ? [`${id} was understood ${timesUnderstood} times`]
      : []),
  ];
}

function pictureFaults(
  id: string,
  picture: StoredPicture,
  answer: StoredRow | undefined,
): readonly string[] {
  return [
    ...unsentFaults(id, 'picture', picture),
    ...(answer && answer.id < picture.id ? [] : [`${id} has a picture written before its text`]),
    ...(picture.text === '' ? [] : [`the picture to ${id} has words`]),
    ...(picture.isDrawn ? [] : [`the picture to ${id} is to be drawn still`]),
    ...(picture.files.length === 1
      ? []
      : [`the picture to ${id} has ${picture.files.length} files`]),
  ];
}

function unsentFaults(id: string, what: string, row: StoredRow | undefined): readonly string[] {
  if (row?.status === 'sent') return [];
  return [`the ${what} to ${id} is ${String(row?.status)}, ${row?.error ?? 'not tried'}`];
}
