import { stringify } from 'yaml';
import type { Configuration } from './configuration.schema.ts';

/** The file as a person reads and keeps it. */
export function toYaml(configuration: Configuration): string {
  const head = [
    '# What is set up in this Plantline. "plantline config diff FILE" says what differs, "plantline config import FILE"',
    '# makes it so. A secret is { $secret: NAME }: the environment variable NAME; without it the stored one is kept.',
  ].join('\n');
  return `${head}\n${stringify(configuration, { lineWidth: 100, aliasDuplicateObjects: false })}`;
}
