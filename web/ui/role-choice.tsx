import { Input } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Role } from '../app/session.ts';
import { useTexts } from '../app/use-texts.ts';
import { rolesTexts } from '../texts/roles.ts';
import { ChoiceCards } from './choice-cards.tsx';

export const ROLES: readonly Role[] = ['viewer', 'user', 'admin'];

/** One of the three roles, each with a sentence that says what it may do. */
export function RoleChoice({
  value,
  onChange,
  error,
}: {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly error?: ReactNode;
}) {
  const { t } = useTexts(rolesTexts);
  const labelId = useId();
  return (
    <div>
      <Input.Label id={labelId} labelElement="div" mb={4}>
        {t('role')}
      </Input.Label>
      <ChoiceCards
        labelledBy={labelId}
        value={value}
        onChange={onChange}
        choices={ROLES.map((role) => ({ value: role, title: t(role), text: t(`hint.${role}`) }))}
      />
      {error && (
        <Input.Error role="alert" mt={4}>
          {error}
        </Input.Error>
      )}
    </div>
  );
}
