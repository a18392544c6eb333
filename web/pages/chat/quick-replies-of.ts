/** What can be tapped instead of typed: what is sent, and what it stands for. */
export type QuickReply = { readonly say: string; readonly label: string };

/** The rules under which Plantline asks back with numbers. */
const ASKS_BACK = new Set([
  'did_you_mean',
  'which_source',
  'tag.search',
  'trend.did_you_mean',
  'next',
]);
const OPTION = /^(\d{1,2})\. (.+)$/u;
const MORE = /\*(next|lanjut)\*/u;
const LABEL_MAX = 40;

/** The offers of the last reply: `1. u1 load`, and the next part of a long answer. */
export function quickRepliesOf(text: string, rule: string | null): readonly QuickReply[] {
  const more = MORE.exec(text.trimEnd().split('\n').at(-1) ?? '')?.[1];
  const turning = more === undefined ? [] : [{ say: more, label: more }];
  if (rule === null || !ASKS_BACK.has(rule.replace(/^ai\./u, ''))) return turning;
  const choices = text.split('\n').flatMap((line) => {
    const [, number, name = ''] = OPTION.exec(line) ?? [];
    return number === undefined ? [] : [{ say: number, label: `${number}. ${shorten(name)}` }];
  });
  return [...choices, ...turning];
}

/** Only the name: what it is stands in the message. */
function shorten(name: string): string {
  const [short = name] = name.split(' – ');
  return short.length > LABEL_MAX ? `${short.slice(0, LABEL_MAX - 1)}…` : short;
}
