import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { QueryPreset } from '../../../src/data-sources/query-presets.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { queryPresetsTexts } from '../../texts/query-presets.ts';

/** Instead of the question before a deletion that the server would refuse. */
export function PresetInUse({
  preset: { name, triggerCount },
  onClose,
}: {
  readonly preset: QueryPreset;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(queryPresetsTexts);
  const { t: tc } = useTexts(commonTexts);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deleteTitle', { name })}
      closeButtonProps={{ 'aria-label': tc('close') }}
      centered
    >
      <Stack>
        <Text size="sm">{t('deleteUsed', { count: triggerCount })}</Text>
        <Text size="sm">{t('deleteUsedHint')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {tc('close')}
          </Button>
          <Button
            renderRoot={(root) => <Link to="/triggers" search={{ type: 'query' }} {...root} />}
          >
            {t('toTriggers')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
