import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { accountTexts } from '../../texts/account.ts';
import classes from './account-page.module.css';

/** The codes for a lost phone, the one time they can be seen. */
export function RecoveryCodesNote({
  codes,
  onStored,
}: {
  readonly codes: readonly string[];
  readonly onStored: () => void;
}) {
  const { t } = useTexts(accountTexts);
  const { username } = useUser();
  const head = t('fileHead', { name: username });
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const file = new Blob([`${head}\n\n${codes.join('\n')}\n`], { type: 'text/plain' });
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [codes, head]);
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t('recoveryTitle')}
      </Title>
      <Text size="sm">{t('recoveryHint')}</Text>
      <ol className={classes['codes']}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Group gap="xs">
        <Button
          component="a"
          href={url}
          download="plantline-recovery-codes.txt"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('download')}
        </Button>
        <Button onClick={onStored}>{t('stored')}</Button>
      </Group>
    </Stack>
  );
}
