import { cut } from '../../replies/index.ts';

/** Nobody reads more on a phone. */
const ANSWER_LENGTH_MAX = 1_500;
const LINES_MAX = 30;
const THOUGHT = /<(think|thinking|reasoning)>[\s\S]*?(?:<\/\1>|$)/gi;
const LINK = /\[([^\]\n]{0,200})\]\([^)\s]{0,2000}\)/g;
const ADDRESS =
  /(?:https?|ftp|wss?|file|data|javascript|mailto|tel|whatsapp|intent):[^\s]*|\bwww\.[^\s]+|\bwa\.me\/[^\s]*/gi;
/** A domain by itself: a phone makes a link of it. Looked for at the beginning of a chain alone, not at each of its dots. */
const DOMAIN =
  /(?<![a-z0-9-]|[a-z0-9-]\.)(?:[a-z0-9-]{1,63}\.)+(?:com|net|org|io|ai|app|dev|me|co|id|info|xyz|ly|link|site|online|ru|cn)(?:\/[^\s]*)?\b/gi;
const MENTION = /@(?=\+?\d)/g;

/**
 * What a model wrote, as it may be sent: without its thoughts, links, mentions, control characters and marks that
 * change the direction of writing.
 *
 * @param names of tags, in lower case: one that looks like a domain, such as `STACK1.CO`, stays
 */
export function cleanAnswer(text: string, names: ReadonlySet<string> = new Set()): string {
  const plain = text
    .slice(0, ANSWER_LENGTH_MAX * 20)
    .toWellFormed()
    .replaceAll(THOUGHT, '')
    .replaceAll(LINK, '$1')
    .replaceAll(ADDRESS, '')
    .replaceAll(DOMAIN, (found) => (names.has(found.toLowerCase()) ? found : ''))
    .replaceAll(MENTION, '')
    .replaceAll(/<\/?[a-z][^>\n]{0,200}>/gi, '')
    .replaceAll(/^#{1,6} /gm, '')
    .replaceAll('**', '*')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{C}\n]/gu, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return cut(plain.split('\n').slice(0, LINES_MAX).join('\n'), ANSWER_LENGTH_MAX);
}
