import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconBuildingFactory2, IconCircleCheck, IconPlugConnected } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { useItem } from '../../lib/use-answer.ts';
import { setupTexts } from '../../texts/setup.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ConnectPi } from './connect-pi.tsx';
import classes from './setup-page.module.css';

/** Where values come from: the demo plant, or a PI Web API. */
export function PlantStep({
  sourceId,
  onDone,
}: {
  /** What was connected before, when somebody comes back to this step. */
  readonly sourceId: string | undefined;
  readonly onDone: (sourceId?: string) => void;
}) {
  const { t } = useTexts(setupTexts);
  const [isConnecting, setIsConnecting] = useState(false);
  const before = useItem<DataSource>('/data-sources', sourceId);
  const demo = useMutation({
    mutationFn: () => call<{ dataSourceId: string }>('POST', '/demo-plant'),
    onSuccess: async ({ dataSourceId }) => {
      await refresh('/data-sources', '/triggers');
      onDone(dataSourceId);
    },
  });

  return (
    <Stack>
      <Text>{t('plantHint')}</Text>
      {before.data && (
        <Alert
          color="green"
          variant="light"
          icon={<IconCircleCheck aria-hidden />}
          title={before.data.name}
        >
          <Button size="xs" variant="default" onClick={() => onDone(sourceId)}>
            {t('next')}
          </Button>
        </Alert>
      )}
      <div className={classes['choice']}>
        <Stack gap="xs" align="flex-start">
          <Group gap="xs">
            <IconBuildingFactory2 size={22} stroke={1.6} aria-hidden />
            <Title order={2} size="h4">
              {t('demo')}
            </Title>
          </Group>
          <Text size="sm" c="dimmed">
            {t('demoHint')}
          </Text>
          <Button
            variant={isConnecting ? 'default' : 'filled'}
            loading={demo.isPending}
            onClick={() => demo.mutate()}
          >
            {t('startDemo')}
          </Button>
          <ErrorNote error={demo.error} />
        </Stack>
      </div>
      <div className={classes['choice']}>
        <Stack gap="xs" align={isConnecting ? 'stretch' : 'flex-start'}>
          <Group gap="xs">
            <IconPlugConnected size={22} stroke={1.6} aria-hidden />
            <Title order={2} size="h4">
              {t('connect')}
            </Title>
          </Group>
          <Text size="sm" c="dimmed">
            {t('connectHint')}
          </Text>
          {isConnecting ? (
            <ConnectPi onDone={onDone} />
          ) : (
            <Button variant="default" onClick={() => setIsConnecting(true)}>
              {t('startConnecting')}
            </Button>
          )}
        </Stack>
      </div>
      <Text size="sm" c="dimmed">
        {t('otherSource')}
      </Text>
      <Anchor size="sm" renderRoot={(root) => <Link to="/import" {...root} />}>
        {t('movingOver')}
      </Anchor>
      <Button variant="subtle" w="fit-content" onClick={() => onDone(sourceId)}>
        {t('skip')}
      </Button>
    </Stack>
  );
}
