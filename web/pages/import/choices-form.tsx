import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import type { ImportChoices, ImportReport } from '../../../src/import-legacy/imports.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { importTexts } from '../../texts/import.ts';
import { rolesTexts } from '../../texts/roles.ts';
import classes from './import-page.module.css';

type User = ImportReport['users'][number];
type Role = User['role'];

const ROLES: readonly Role[] = ['admin', 'user', 'viewer'];
const CONTACTS = ['askers', 'all', 'none'] as const;

/** What has to be chosen on purpose before anything is written. */
export function ChoicesForm({
  report,
  isBusy,
  onRun,
  onForget,
}: {
  readonly report: ImportReport;
  readonly isBusy: boolean;
  readonly onRun: (choices: ImportChoices) => void;
  readonly onForget: () => void;
}) {
  const { t } = useTexts(importTexts);
  const { t: tr } = useTexts(rolesTexts);
  const [roles, setRoles] = useState<Readonly<Record<string, Role>>>({});
  const [contacts, setContacts] = useState<ImportChoices['contacts']>('askers');
  const [timeZone, setTimeZone] = useState('Asia/Jakarta');
  const [groupChatter, setGroupChatter] = useState(true);
  const coming = report.users.filter(({ isHere }) => !isHere);
  const roleOf = ({ username, role }: User) => roles[username] ?? role;

  function run(): void {
    const chosen = Object.fromEntries(coming.map((user) => [user.username, roleOf(user)]));
    onRun({ roles: chosen, contacts, timeZone: timeZone.trim(), groupChatter });
  }

  return (
    <Paper withBorder p="md" bg="var(--plantline-surface)">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <Stack gap="md">
          <Title order={2} size="h4">
            {t('choices')}
          </Title>
          {report.users.length > 0 && (
            <Stack gap="xs" role="group" aria-label={t('users')}>
              <Text fw={600}>{t('users')}</Text>
              <Text size="sm" c="dimmed">
                {t('usersHint')}
              </Text>
              {report.users.map((user) => (
                <div key={user.username} className={classes['user']}>
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {user.username}
                    {user.fullName && ` · ${user.fullName}`}
                    {!user.isActive && ` · ${t('userOff')}`}
                  </Text>
                  {user.isHere ? (
                    <Text size="sm" c="dimmed">
                      {t('userHere')}
                    </Text>
                  ) : (
                    <NativeSelect
                      aria-label={`${tr('role')}: ${user.username}`}
                      value={roleOf(user)}
                      data={ROLES.map((role) => ({ value: role, label: tr(role) }))}
                      onChange={({ currentTarget }) => {
                        const role = ROLES.find((one) => one === currentTarget.value);
                        if (role) setRoles({ ...roles, [user.username]: role });
                      }}
                    />
                  )}
                </div>
              ))}
            </Stack>
          )}
          <NativeSelect
            label={t('contacts')}
            description={t('contactsHint')}
            value={contacts}
            data={CONTACTS.map((value) => ({ value, label: t(`contacts.${value}`) }))}
            onChange={({ currentTarget }) => {
              const choice = CONTACTS.find((one) => one === currentTarget.value);
              if (choice) setContacts(choice);
            }}
          />
          <TextInput
            label={t('timeZone')}
            description={t('timeZoneHint')}
            value={timeZone}
            required
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            onChange={({ currentTarget }) => setTimeZone(currentTarget.value)}
          />
          <Checkbox
            label={t('groupChatter')}
            description={t('groupChatterHint')}
            checked={groupChatter}
            onChange={({ currentTarget }) => setGroupChatter(currentTarget.checked)}
          />
          <Group gap="xs">
            <Button type="submit" loading={isBusy}>
              {t('run')}
            </Button>
            <Button variant="default" disabled={isBusy} onClick={onForget}>
              {t('forget')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
