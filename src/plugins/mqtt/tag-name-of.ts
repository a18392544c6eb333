/**
 * The name of a tag by a template: `{topic}` is the whole topic, `{1}` its first level, `{last}` its last one.
 *
 * @returns undefined where the topic has no such level: there is no tag then
 */
export function tagNameOf(template: string, topic: string): string | undefined {
  const levels = topic.split('/');
  let isWhole = true;
  const name = template.replaceAll(/\{(topic|last|[1-9]\d?)\}/g, (_, what: string) => {
    if (what === 'topic') return topic;
    const level = what === 'last' ? levels.at(-1) : levels[Number(what) - 1];
    if (level === undefined || level === '') isWhole = false;
    return level ?? '';
  });
  const trimmed = name.trim();
  return isWhole && trimmed !== '' ? trimmed : undefined;
}
