import { Anchor } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';
import { BubblePicture } from './reply-bubble.tsx';

/** Pictures and files of a message, inside its bubble. */
export function SentMedia({
  media,
}: {
  readonly media: readonly {
    readonly mimeType: string;
    readonly url: string;
    readonly fileName?: string | undefined;
  }[];
}) {
  const { t } = useTexts(commonTexts);
  return media.map(({ mimeType, url, fileName }) =>
    mimeType.startsWith('image/') ? (
      <BubblePicture key={url} src={url} alt={fileName ?? t('sentPicture')} />
    ) : (
      <Anchor key={url} href={url} download={fileName ?? true} size="sm" display="block">
        <IconFile size={16} aria-hidden /> {fileName ?? t('sentFile')}
      </Anchor>
    ),
  );
}
