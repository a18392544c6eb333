import { Drawer } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { chatTexts } from '../../texts/chat.ts';
import { commonTexts } from '../../texts/common.ts';
import { AnswerPanel } from './answer-panel.tsx';
import type { Exchange } from './exchange.ts';

/** How a message was answered, where there is no room for it beside the conversation. */
export function AnswerDrawer({
  exchange,
  onClose,
}: {
  readonly exchange: Exchange | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(chatTexts);
  const { t: tc } = useTexts(commonTexts);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="85%"
      title={exchange ? `“${exchange.text}”` : t('panel')}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <AnswerPanel exchange={exchange} />
    </Drawer>
  );
}
