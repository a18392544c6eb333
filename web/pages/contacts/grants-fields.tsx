import { Input, Stack, Switch } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { contactsTexts } from '../../texts/contacts.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { PickMany } from '../../ui/pick-many.tsx';
import type { GrantValues } from './contact-values.ts';

/** What a contact may ask for: everything, or chosen trigger groups and data sources. */
export function GrantsFields({
  value,
  onChange,
  error,
  isReadOnly = false,
}: {
  readonly value: GrantValues;
  readonly onChange: (value: GrantValues) => void;
  readonly error?: ReactNode;
  readonly isReadOnly?: boolean;
}) {
  const { t } = useTexts(contactsTexts);
  const labelId = useId();
  const mayAllowQueries = useMay('admin');
  return (
    <Stack gap="sm">
      <div>
        <Input.Label id={labelId} labelElement="div" mb={4}>
          {t('grants')}
        </Input.Label>
        <ChoiceCards
          labelledBy={labelId}
          isReadOnly={isReadOnly}
          value={value.access}
          onChange={(access) => onChange({ ...value, access })}
          choices={[
            { value: 'everything', title: t('everything'), text: t('everythingHint') },
            { value: 'chosen', title: t('chosen'), text: t('chosenHint') },
          ]}
        />
      </div>
      {value.access === 'chosen' && (
        <>
          <PickMany
            path="/trigger-groups"
            label={t('groups')}
            placeholder={t('pickGroups')}
            value={value.groupIds}
            onChange={(groupIds) => onChange({ ...value, groupIds })}
          />
          <PickMany
            path="/data-sources"
            label={t('sources')}
            placeholder={t('pickSources')}
            value={value.sourceIds}
            onChange={(sourceIds) => onChange({ ...value, sourceIds })}
          />
        </>
      )}
      <Switch
        label={t('freeSql')}
        description={t(mayAllowQueries ? 'freeSqlHint' : 'freeSqlForAdmins')}
        checked={value.freeSql === true}
        disabled={isReadOnly || !mayAllowQueries}
        onChange={(event) => onChange({ ...value, freeSql: event.currentTarget.checked })}
      />
      {error && <Input.Error role="alert">{error}</Input.Error>}
    </Stack>
  );
}
