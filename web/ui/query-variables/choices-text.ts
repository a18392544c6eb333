import type { Definition } from './definition.ts';

type Choices = NonNullable<Definition['choices']>;

/** Choices as lines of text: the value alone, or `value = words`, or `value = words | kata`. */
export function choicesText(choices: Choices = []): string {
  return choices
    .map((choice) => {
      if (typeof choice !== 'object') return String(choice);
      const { value, label } = choice;
      const words =
        typeof label === 'string' ? label : [label.en ?? '', label.id ?? ''].join(' | ');
      return `${value} = ${words}`;
    })
    .join('\n');
}

/** The lines as choices; undefined when there are none. A number is one where it can only be one. */
export function readChoices(text: string): Choices | undefined {
  const choices = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line): Choices[number] => {
      const at = line.indexOf(' = ');
      if (at < 0) return readValue(line);
      const value = readValue(line.slice(0, at).trim());
      const [en = '', id, ...more] = line
        .slice(at + 3)
        .split('|')
        .map((part) => part.trim());
      if (id === undefined || more.length > 0) return { value, label: line.slice(at + 3).trim() };
      return { value, label: { ...(en && { en }), ...(id && { id }) } };
    });
  return choices.length > 0 ? choices : undefined;
}

function readValue(text: string): string | number {
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
