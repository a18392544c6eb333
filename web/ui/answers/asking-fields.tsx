import { SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { answersTexts } from '../../texts/answers.ts';
import type { Asking } from './use-asked.ts';

/** What is sent after the name, and the language of the reply. */
export function AskingFields({
  asking,
  onChange,
  hasArgs = true,
  argsError,
}: {
  readonly asking: Asking;
  readonly onChange: (asking: Asking) => void;
  /** A text takes none. */
  readonly hasArgs?: boolean;
  readonly argsError?: string | undefined;
}) {
  const { t } = useTexts(answersTexts);
  return (
    <Stack gap="xs">
      {hasArgs && (
        <TextInput
          label={t('args')}
          description={t('argsHint')}
          placeholder={t('argsExample')}
          autoComplete="off"
          maxLength={200}
          value={asking.args}
          onChange={(event) => onChange({ ...asking, args: event.currentTarget.value })}
          error={argsError}
        />
      )}
      <SegmentedControl
        aria-label={t('replyLanguage')}
        size="xs"
        fullWidth
        value={asking.language}
        onChange={(language) => onChange({ ...asking, language })}
        data={[
          { value: 'en', label: t('english') },
          { value: 'id', label: t('indonesian') },
        ]}
      />
    </Stack>
  );
}
