import { Button, Group, Text } from '@mantine/core';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';

/** Says that something is gone, with the way back. */
export function UndoNote({ text, onUndo }: { readonly text: string; readonly onUndo: () => void }) {
  const { t } = useTexts(commonTexts);
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{text}</Text>
      <Button size="compact-sm" variant="light" onClick={onUndo}>
        {t('undo')}
      </Button>
    </Group>
  );
}
