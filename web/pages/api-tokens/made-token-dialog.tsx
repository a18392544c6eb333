import { Alert, Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { MadeApiToken } from '../../../src/accounts/api-tokens.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { API } from '../../lib/call.ts';
import { apiTokensTexts } from '../../texts/api-tokens.ts';
import { commonTexts } from '../../texts/common.ts';
import { CopyText } from '../../ui/copy-text.tsx';

/** A token that was just made. It closes by its button only: a slip beside it would lose the token. */
export function MadeTokenDialog({
  token: { name, token },
  onClose,
}: {
  readonly token: MadeApiToken;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(apiTokensTexts);
  const { t: tc } = useTexts(commonTexts);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const example = `curl -H "Authorization: Bearer ${token}" "${window.location.origin}${API}/triggers"`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('madeTitle', { name })}
      size="lg"
      fullScreen={isPhone}
      closeOnClickOutside={false}
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        <Alert color="yellow" variant="light">
          {t('madeHint')}
        </Alert>
        <div>
          <Title order={3} size="h6" mb={4}>
            {t('token')}
          </Title>
          <CopyText text={token} label={t('token')} />
        </div>
        <div>
          <Title order={3} size="h6" mb={4}>
            {t('example')}
          </Title>
          <Text size="sm" mb={4}>
            {t('exampleHint')}
          </Text>
          <CopyText text={example} label={t('example')} />
        </div>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
