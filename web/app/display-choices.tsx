import { SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useId } from 'react';
import { shellTexts } from '../texts/shell.ts';
import { chooseLanguage } from './i18n.ts';
import { useTexts } from './use-texts.ts';

/** Language and light or dark, remembered on this device. */
export function DisplayChoices() {
  const { t, language } = useTexts(shellTexts);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const languageId = useId();
  const appearanceId = useId();
  return (
    <Stack gap="xs">
      <div>
        <Text size="xs" c="dimmed" id={languageId} mb={4}>
          {t('language')}
        </Text>
        <SegmentedControl
          aria-labelledby={languageId}
          fullWidth
          size="xs"
          value={language}
          onChange={(value) => chooseLanguage(value)}
          data={[
            { value: 'en', label: t('english') },
            { value: 'id', label: t('indonesian') },
          ]}
        />
      </div>
      <div>
        <Text size="xs" c="dimmed" id={appearanceId} mb={4}>
          {t('appearance')}
        </Text>
        <SegmentedControl
          aria-labelledby={appearanceId}
          fullWidth
          size="xs"
          value={colorScheme}
          onChange={(value) => setColorScheme(value)}
          data={[
            { value: 'light', label: t('light') },
            { value: 'dark', label: t('dark') },
            { value: 'auto', label: t('auto') },
          ]}
        />
      </div>
    </Stack>
  );
}
