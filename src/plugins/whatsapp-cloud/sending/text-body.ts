import type { Choice } from '#sdk';
import { cloudWrongContent } from '../whatsapp-cloud.errors.ts';

export const TEXT_MAX = 4_096;
const INTERACTIVE_TEXT_MAX = 1_024;
const BUTTONS_MAX = 3;
const BUTTON_TITLE_MAX = 20;
const BUTTON_ID_MAX = 256;
const ROWS_MAX = 10;
const ROW_TITLE_MAX = 24;
const ROW_ID_MAX = 200;
const ROW_DESCRIPTION_MAX = 72;

/**
 * A text: with buttons or a list where its choices fit into one, and as it is otherwise, since they are in the text too.
 * What a choice says is its id, which comes back when it is tapped.
 *
 * @throws AppError `whatsapp_cloud.wrong_content` when it is empty or too long
 */
export function textBody(
  text: string,
  choices: readonly Choice[],
  chooseLabel: string,
): Readonly<Record<string, unknown>> {
  if (text.trim() === '') throw cloudWrongContent('An empty text cannot be sent. Write something.');
  if (text.length > TEXT_MAX) {
    throw cloudWrongContent(`WhatsApp takes ${TEXT_MAX} characters. Send it in several messages.`);
  }
  const action = actionFor(text, choices, chooseLabel);
  if (!action) return { type: 'text', text: { body: text, preview_url: false } };
  return { type: 'interactive', interactive: { ...action, body: { text } } };
}

function actionFor(
  text: string,
  choices: readonly Choice[],
  chooseLabel: string,
): object | undefined {
  if (choices.length === 0 || text.length > INTERACTIVE_TEXT_MAX) return undefined;
  const labels = choices.map(({ label }) => label.trim());
  const says = choices.map(({ say }) => say);
  if (labels.some((label) => label === '') || says.some((say) => say.trim() === ''))
    return undefined;
  if (new Set(says).size < says.length) return undefined;
  const areButtons =
    choices.length <= BUTTONS_MAX &&
    labels.every((label) => label.length <= BUTTON_TITLE_MAX) &&
    new Set(labels).size === labels.length &&
    says.every((say) => say.length <= BUTTON_ID_MAX);
  if (areButtons) {
    const buttons = choices.map(({ say }, index) => ({
      type: 'reply',
      reply: { id: say, title: labels[index] },
    }));
    return { type: 'button', action: { buttons } };
  }
  if (choices.length > ROWS_MAX || says.some((say) => say.length > ROW_ID_MAX)) return undefined;
  const rows = choices.map(({ say }, index) => rowOf(say, labels[index] ?? ''));
  return { type: 'list', action: { button: chooseLabel, sections: [{ rows }] } };
}

function rowOf(id: string, label: string): object {
  if (label.length <= ROW_TITLE_MAX) return { id, title: label };
  return { id, title: cutTo(label, ROW_TITLE_MAX), description: cutTo(label, ROW_DESCRIPTION_MAX) };
}

/** At most `max` UTF-16 code units, an ellipsis included, and no half of a character. */
export function cutTo(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
