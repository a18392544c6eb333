import { Button, Group } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';

/** Things to write into a field, one press away. */
export function Examples({
  of,
  examples,
  onPick,
}: {
  /** The field's label. */
  readonly of: string;
  readonly examples: readonly string[];
  readonly onPick: (example: string) => void;
}) {
  const { t } = useTexts(triggersTexts);
  return (
    <Group gap={6} role="group" aria-label={t('examplesFor', { field: of })}>
      {examples.map((example) => (
        <Button key={example} size="compact-xs" variant="default" onClick={() => onPick(example)}>
          {example}
        </Button>
      ))}
    </Group>
  );
}
