import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { toPhone } from './to-phone.ts';

/** Asks which number is to be linked. */
export function PhoneDialog({
  isBusy,
  error,
  onCancel,
  onPhone,
}: {
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onCancel: () => void;
  readonly onPhone: (phone: string) => void;
}) {
  const { t } = useTexts(whatsappTexts);
  const { t: tc } = useTexts(commonTexts);
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  return (
    <Modal
      opened
      onClose={onCancel}
      title={t('phoneTitle')}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const phone = toPhone(typed);
          setIsWrong(phone === undefined);
          if (phone !== undefined) onPhone(phone);
        }}
      >
        <Stack>
          <TextInput
            label={t('phoneField')}
            description={t('phoneHint')}
            type="tel"
            required
            maxLength={40}
            autoComplete="off"
            data-autofocus
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setIsWrong(false);
            }}
            error={isWrong && t('phoneWrong')}
          />
          <ErrorNote error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {tc('cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t('showCode')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
