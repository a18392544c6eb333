import { ActionIcon, Button, Group, Input, Text } from '@mantine/core';
import { IconFile, IconPaperclip, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { toQuery } from '../../lib/params.ts';
import { outboxTexts } from '../../texts/outbox.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { FILE_ENDINGS, fileType } from './file-type.ts';
import type { StoredMedia } from '../../../src/outbox/outgoing-messages.schema.ts';

const MAX_BYTES = 16 * 2 ** 20;

/** A picture or file to go with a message; it is handed over as soon as it is chosen. */
export function FileField({
  value,
  onChange,
}: {
  readonly value: StoredMedia | null;
  readonly onChange: (media: StoredMedia | null) => void;
}) {
  const { t, language } = useTexts(outboxTexts);
  const labelId = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const upload = useMutation({
    mutationFn: ({ file, type }: { readonly file: File; readonly type: string }) =>
      call<StoredMedia>('POST', `/media${toQuery({ fileName: file.name })}`, {
        file: file.slice(0, file.size, type),
      }),
    onSuccess: onChange,
  });

  function take(file: File | undefined): void {
    if (!file) return;
    const type = fileType(file.name);
    const isTooLarge = file.size > MAX_BYTES;
    setProblem(type === undefined ? t('fileWrong') : isTooLarge ? t('fileTooLarge') : undefined);
    upload.reset();
    if (type !== undefined && !isTooLarge) upload.mutate({ file, type });
  }

  return (
    <div role="group" aria-labelledby={labelId}>
      <Input.Label id={labelId}>{t('file')}</Input.Label>
      {value ? (
        <Group gap="xs" wrap="nowrap">
          <IconFile size={18} aria-hidden />
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {value.fileName}
            {' · '}
            {t('kilobytes', { kb: formatNumber(Math.ceil(value.sizeBytes / 1_000), language) })}
          </Text>
          <ActionIcon variant="subtle" aria-label={t('fileRemove')} onClick={() => onChange(null)}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ) : (
        <>
          <Input.Description mb={6}>{t('fileHint')}</Input.Description>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPaperclip size={14} aria-hidden />}
            loading={upload.isPending}
            onClick={() => chooser.current?.click()}
          >
            {t('fileChoose')}
          </Button>
          <input
            ref={chooser}
            type="file"
            hidden
            accept={FILE_ENDINGS}
            aria-label={t('file')}
            onChange={({ currentTarget }) => {
              take(currentTarget.files?.[0]);
              // The same file again is a change too.
              currentTarget.value = '';
            }}
          />
        </>
      )}
      {problem && (
        <Input.Error mt={4} role="alert">
          {problem}
        </Input.Error>
      )}
      <ErrorNote error={upload.error} />
    </div>
  );
}
