import { notifications } from '@mantine/notifications';
import type { NotificationData } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { currentLanguage } from '../app/i18n.ts';
import { translate } from '../app/translate.ts';
import { commonTexts } from '../texts/common.ts';
import { errorText } from './error-text.ts';

/** Short news at the edge of the page. */
export const toast = {
  good(message: ReactNode): void {
    show({ message, color: 'petrol', autoClose: 5_000 });
  },
  /** What could not be done and is no error of Plantline's. */
  sorry(message: ReactNode): void {
    show({ message, color: 'yellow', autoClose: 8_000 });
  },
  bad(error: unknown, title?: string): void {
    show({ title, message: errorText(error), color: 'red', autoClose: 12_000 });
  },
  /** @returns takes it away again */
  note(message: ReactNode, showMs: number): () => void {
    const id = show({ message, color: 'petrol', autoClose: showMs });
    return () => void notifications.hide(id);
  },
};

function show(news: NotificationData): string {
  return notifications.show({
    closeButtonProps: { 'aria-label': translate(commonTexts, currentLanguage(), 'close') },
    ...news,
  });
}
