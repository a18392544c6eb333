import { Modal } from '@mantine/core';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';
import { ErrorNote } from './error-note.tsx';

/** In place of a dialog whose content could not be had. */
export function FailedDialog({
  error,
  onRetry,
  onClose,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(commonTexts);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('somethingWrong')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <ErrorNote error={error} onRetry={onRetry} />
    </Modal>
  );
}
