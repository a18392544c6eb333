import { Center, Loader } from '@mantine/core';
import { shellTexts } from '../texts/shell.ts';
import { useTexts } from './use-texts.ts';

/** While a page’s own file is on its way. */
export function PageLoading() {
  const { t } = useTexts(shellTexts);
  return (
    <Center mih={240} role="status" aria-label={t('pageLoading')}>
      <Loader type="dots" />
    </Center>
  );
}
