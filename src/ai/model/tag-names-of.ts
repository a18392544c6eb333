import type { ToolResult } from '../tools/tool.ts';

/** The names of the tags that tools told of, in lower case. */
export function tagNamesOf(results: readonly Pick<ToolResult, 'data'>[]): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key === 'tag') names.add(value.toLowerCase());
    } else if (Array.isArray(value)) {
      for (const item of value) walk(item, key);
    } else if (typeof value === 'object' && value !== null) {
      for (const [field, item] of Object.entries(value)) walk(item, field);
    }
  };
  for (const { data } of results) walk(data, '');
  return names;
}
