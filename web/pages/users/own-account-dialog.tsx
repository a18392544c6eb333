import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { usersTexts } from '../../texts/users.ts';

/** Why nobody deletes the account they are signed in with. */
export function OwnAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts(usersTexts);
  const { t: tc } = useTexts(commonTexts);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ownDeleteTitle')}
      closeButtonProps={{ 'aria-label': tc('close') }}
      centered
    >
      <Stack>
        <Text size="sm">{t('ownDeleteHint')}</Text>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {tc('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
