/** Whether a topic is one that a filter with `+` and `#` stands for (MQTT 5.0, 4.7). */
export function createTopicMatcher(filter: string): (topic: string) => boolean {
  const wanted = filter.split('/');
  const isOpen = wanted.at(-1) === '#';
  const fixed = isOpen ? wanted.slice(0, -1) : wanted;
  const beginsWild = wanted[0] === '+' || wanted[0] === '#';
  return (topic) => {
    // The broker's own topics are no part of what wildcards stand for.
    if (beginsWild && topic.startsWith('$')) return false;
    const levels = topic.split('/');
    if (isOpen ? levels.length < fixed.length : levels.length !== fixed.length) return false;
    return fixed.every((level, place) => level === '+' || level === levels[place]);
  };
}

/** The filter as the broker takes it: of a shared subscription the part that messages are matched by. */
export function matchedPartOf(filter: string): string {
  return filter.replace(/^\$share\/[^/]+\//, '');
}
