import { Text } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { sessionsTexts } from '../../texts/sessions.ts';
import { deviceOf } from './device-of.ts';

/** The device of a session in words; the whole text of its browser on hovering. */
export function DeviceText({ userAgent }: { readonly userAgent: string | null }) {
  const { t } = useTexts(sessionsTexts);
  if (!userAgent) return <>{t('deviceUnknown')}</>;
  const { browser, system } = deviceOf(userAgent);
  return (
    <Text span inherit title={userAgent} lineClamp={2}>
      {browser && system ? t('deviceOn', { browser, system }) : (browser ?? system ?? userAgent)}
    </Text>
  );
}
