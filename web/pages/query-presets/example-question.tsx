import { Text } from '@mantine/core';
import type { PresetVariable } from '../../../src/data-sources/query-variable.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { queryPresetsTexts } from '../../texts/query-presets.ts';
import { exampleQuestion } from './example-of.ts';

/** What somebody would send after the trigger's name. */
export function ExampleQuestion({
  template,
  variables,
}: {
  readonly template: string;
  readonly variables: readonly PresetVariable[];
}) {
  const { t } = useTexts(queryPresetsTexts);
  const question = exampleQuestion(template, variables);
  if (question === '') return null;
  return (
    <Text size="sm" c="dimmed">
      {t('example', { question })}
    </Text>
  );
}
