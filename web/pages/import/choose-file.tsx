import { Button } from '@mantine/core';
import { IconTransferIn } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { importTexts } from '../../texts/import.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Where it begins: the file, and what will happen with it. */
export function ChooseFile({
  isInterrupted,
  onChoose,
}: {
  readonly isInterrupted: boolean;
  readonly onChoose: (file: File) => void;
}) {
  const { t } = useTexts(importTexts);
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <EmptyState
      icon={<IconTransferIn size={40} stroke={1.5} aria-hidden />}
      title={t('startTitle')}
      hint={isInterrupted ? t('interrupted') : t('startHint')}
      action={
        <>
          <Button mt="xs" onClick={() => chooser.current?.click()}>
            {t('start')}
          </Button>
          <input
            ref={chooser}
            type="file"
            hidden
            aria-label={t('start')}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file) onChoose(file);
              // The same file again is a choice too.
              currentTarget.value = '';
            }}
          />
        </>
      }
    />
  );
}
