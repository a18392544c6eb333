import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';

/** Asks before something is deleted. For what is plainly final give `t('deleteFinal')` as the hint. */
export function ConfirmDelete({
  name,
  hint,
  title,
  confirmLabel,
  isBusy = false,
  onCancel,
  onConfirm,
  children,
}: {
  readonly name: string;
  readonly hint: string;
  readonly title?: string;
  readonly confirmLabel?: string;
  readonly isBusy?: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
}) {
  const { t } = useTexts(commonTexts);
  return (
    <Modal
      opened
      onClose={onCancel}
      title={title ?? t('deleteTitle', { name })}
      closeButtonProps={{ 'aria-label': t('close') }}
      centered
    >
      <Stack>
        {children}
        <Text size="sm">{hint}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color="red.8" loading={isBusy} onClick={onConfirm}>
            {confirmLabel ?? t('delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
