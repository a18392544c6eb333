import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  Input,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import type { FieldsProps } from './field-props.ts';
import { LIMITS_MAX, limitProblems, limitsOf, ownersOf } from './limits.ts';
import type { Limit } from './limits.ts';
import { RangeField } from './range-field.tsx';

const LABEL_MAX = 40;
const TAG_MAX = 400;

/** Over which time, the lines across the picture, and what it is compared with. */
export function TrendFields(fields: FieldsProps & { readonly isReadOnly: boolean }) {
  const { t } = useTexts(triggersTexts);
  const { config, change, issue, isReadOnly } = fields;
  const limits = limitsOf(config);
  const problems = limitProblems(config);

  /** What is seen to be wrong at once; what only the server knows, in its words. */
  function issueOf(index: number, field: 'value' | 'label' | 'tag'): string | undefined {
    const found = problems.find((problem) => problem.index === index && problem.field === field);
    return found ? t(`limit_${found.kind}`) : issue(`limits.${index}.${field}`);
  }

  const set = (next: readonly Limit[]) => change({ limits: next.length > 0 ? next : undefined });
  return (
    <Stack gap="sm">
      <RangeField {...fields} usual="8h" />
      <Switch
        label={t('compare')}
        description={t('compareHint')}
        checked={config['compareWithBefore'] === true}
        onChange={({ currentTarget: { checked } }) =>
          change({ compareWithBefore: checked || undefined })
        }
      />
      <Fieldset legend={t('limits')}>
        <Stack gap="sm">
          <Input.Description>{t('limitsHint')}</Input.Description>
          {limits.map((limit, index) => (
            <LimitFields
              // A limit has no identity beyond its place.
              key={String(index)}
              number={index + 1}
              limit={limit}
              owners={ownersOf(config)}
              onChange={(changed) => set(limits.with(index, changed))}
              onRemove={isReadOnly ? undefined : () => set(limits.toSpliced(index, 1))}
              issue={(field) => issueOf(index, field)}
            />
          ))}
          {!isReadOnly && limits.length < LIMITS_MAX && (
            <Button
              variant="default"
              size="xs"
              w="fit-content"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => set([...limits, {}])}
            >
              {t('limitAdd')}
            </Button>
          )}
        </Stack>
      </Fieldset>
    </Stack>
  );
}

function LimitFields({
  number,
  limit,
  owners,
  onChange,
  onRemove,
  issue,
}: {
  readonly number: number;
  readonly limit: Limit;
  readonly owners: readonly string[] | 'any';
  readonly onChange: (limit: Limit) => void;
  readonly onRemove: (() => void) | undefined;
  readonly issue: (field: 'value' | 'label' | 'tag') => string | undefined;
}) {
  const { t } = useTexts(triggersTexts);
  const { tag = '', value, label = '' } = limit;
  // A number that is being typed, such as a lone minus, is none yet.
  const [typed, setTyped] = useState('');
  const isTagAsked = owners === 'any' || owners.length > 1 || tag !== '';
  return (
    <Group gap="xs" align="flex-start" role="group" aria-label={t('limit', { number })}>
      <NumberInput
        label={t('limitValue')}
        required
        flex="1 1 6rem"
        allowedDecimalSeparators={['.', ',']}
        value={value ?? typed}
        onChange={(next) => {
          setTyped(typeof next === 'string' ? next : '');
          onChange({ ...limit, value: typeof next === 'number' ? next : undefined });
        }}
        error={issue('value')}
      />
      <TextInput
        label={t('limitLabel')}
        placeholder={t('limitLabelExample')}
        flex="1 1 8rem"
        maxLength={LABEL_MAX}
        autoComplete="off"
        value={label}
        onChange={(event) => onChange({ ...limit, label: event.currentTarget.value || undefined })}
        error={issue('label')}
      />
      {isTagAsked &&
        (owners === 'any' ? (
          <TextInput
            label={t('limitTag')}
            required
            flex="1 1 10rem"
            maxLength={TAG_MAX}
            autoComplete="off"
            spellCheck={false}
            value={tag}
            onChange={(event) =>
              onChange({ ...limit, tag: event.currentTarget.value || undefined })
            }
            error={issue('tag')}
          />
        ) : (
          <NativeSelect
            label={t('limitTag')}
            required={owners.length > 1}
            flex="1 1 10rem"
            value={owners.find((owner) => owner.toLowerCase() === tag.toLowerCase()) ?? tag}
            onChange={(event) =>
              onChange({ ...limit, tag: event.currentTarget.value || undefined })
            }
            data={['', ...owners, ...(tag !== '' && !isAmong(owners, tag) ? [tag] : [])]}
            error={issue('tag')}
          />
        ))}
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          mt={28}
          aria-label={t('limitRemove', { number })}
          onClick={onRemove}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}

function isAmong(owners: readonly string[], tag: string): boolean {
  return owners.some((owner) => owner.toLowerCase() === tag.toLowerCase());
}
