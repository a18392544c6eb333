import { ActionIcon, Code, Group } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { putIntoClipboard } from '../lib/put-into-clipboard.ts';
import { commonTexts } from '../texts/common.ts';
import { toast } from './toast.ts';

const THANKS_MS = 2_000;

/** A text to take elsewhere, such as a token that is shown once. */
export function CopyText({
  text,
  label,
}: {
  readonly text: string;
  /** What is copied, where several texts stand on one page. */
  readonly label?: string;
}) {
  const { t } = useTexts(commonTexts);
  const [isCopied, setIsCopied] = useState(false);

  async function copy(): Promise<void> {
    if (!(await putIntoClipboard(text))) {
      toast.sorry(t('copyFailed'));
      return;
    }
    setIsCopied(true);
    toast.good(t('copied'));
    window.setTimeout(() => setIsCopied(false), THANKS_MS);
  }

  return (
    <Group gap="xs" wrap="nowrap">
      <Code fz="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {text}
      </Code>
      <ActionIcon
        variant="default"
        onClick={() => void copy()}
        aria-label={label ? t('copyNamed', { name: label }) : t('copy')}
      >
        {isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      </ActionIcon>
    </Group>
  );
}
