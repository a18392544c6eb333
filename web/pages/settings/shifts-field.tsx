import { ActionIcon, Button, Fieldset, Group, Input, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { shiftsTexts } from '../../texts/shifts.ts';
import {
  SHIFTS_MAX,
  endsOf,
  readShiftRows,
  shiftProblems,
  tidyTime,
  withFurtherShift,
  writeShiftRows,
} from './shifts.ts';
import type { ShiftRow } from './shifts.ts';

const NAMES_MAX = 40;

/** The shifts of the site: what each is called, from when, and with that until when. */
export function ShiftsField({
  label,
  description,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly description: string;
  /** As the setting has it: a list in JSON. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the server said of it. */
  readonly error: string | undefined;
}) {
  const { t } = useTexts(shiftsTexts);
  const labelId = useId();
  // What is typed is kept as it is: a name that is empty for the moment stays in its field.
  const [rows, setRows] = useState(() => readShiftRows(value));
  if (
    writeShiftRows(rows) !== value &&
    writeShiftRows(readShiftRows(value)) !== writeShiftRows(rows)
  ) {
    setRows(readShiftRows(value));
  }
  const problems = shiftProblems(rows);
  const ends = endsOf(rows);

  function change(next: readonly ShiftRow[]): void {
    setRows(next);
    onChange(writeShiftRows(next));
  }

  return (
    <div role="group" aria-labelledby={labelId}>
      <Input.Label id={labelId} labelElement="div">
        {label}
      </Input.Label>
      <Input.Description mb="xs">{description}</Input.Description>
      <Stack gap="sm">
        {rows.map((row, at) => (
          <ShiftFields
            // A shift has no identity beyond its place.
            key={String(at)}
            number={at + 1}
            row={row}
            end={ends[at]}
            problems={problems.filter((problem) => problem.row === at)}
            onChange={(changed) => change(rows.with(at, changed))}
            onRemove={rows.length > 1 ? () => change(rows.toSpliced(at, 1)) : undefined}
          />
        ))}
        {rows.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('none')}
          </Text>
        )}
        {rows.length < SHIFTS_MAX && (
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change(withFurtherShift(rows))}
          >
            {t('add')}
          </Button>
        )}
      </Stack>
      {error && problems.length === 0 && <Input.Error mt={4}>{error}</Input.Error>}
    </div>
  );
}

function ShiftFields({
  number,
  row,
  end,
  problems,
  onChange,
  onRemove,
}: {
  readonly number: number;
  readonly row: ShiftRow;
  readonly end: ReturnType<typeof endsOf>[number];
  readonly problems: ReturnType<typeof shiftProblems>;
  readonly onChange: (row: ShiftRow) => void;
  /** Undefined for the last one: a site has a shift. */
  readonly onRemove: (() => void) | undefined;
}) {
  const { t } = useTexts(shiftsTexts);
  const { name, also, start } = row;
  const [wrongName] = problems.filter(({ field }) => field === 'name');
  const [wrongStart] = problems.filter(({ field }) => field === 'start');
  return (
    <Fieldset legend={t('shift', { number })}>
      <Group align="flex-start" gap="sm">
        <TextInput
          label={t('name')}
          placeholder={t('nameExample')}
          required
          maxLength={NAMES_MAX}
          autoComplete="off"
          flex="1 1 9rem"
          value={name}
          onChange={(event) =>
            onChange({ ...row, name: event.currentTarget.value.replaceAll('/', '') })
          }
          onBlur={tidy}
          error={wrongName && nameProblem(wrongName)}
        />
        <TextInput
          label={t('also')}
          placeholder={t('alsoExample')}
          maxLength={NAMES_MAX}
          autoComplete="off"
          flex="1 1 9rem"
          value={also}
          onChange={(event) => onChange({ ...row, also: event.currentTarget.value })}
          onBlur={tidy}
        />
        <TextInput
          label={t('from')}
          placeholder={t('fromExample')}
          inputMode="numeric"
          maxLength={5}
          autoComplete="off"
          required
          flex="0 1 8rem"
          value={start}
          onChange={(event) => onChange({ ...row, start: event.currentTarget.value })}
          onBlur={tidy}
          error={wrongStart && t(wrongStart.kind === 'missing' ? 'fromMissing' : 'fromTaken')}
        />
      </Group>
      <Group justify="space-between" mt="xs" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {end ? t('until', { end: end.end, length: lengthText(end.minutes) }) : t('untilUnknown')}
        </Text>
        {onRemove && (
          <ActionIcon
            variant="subtle"
            color="red.8"
            aria-label={t('remove', { number })}
            onClick={onRemove}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Fieldset>
  );

  /** What was only looked at is not changed by it. */
  function tidy(): void {
    const tidied = { name: name.trim(), also: also.trim(), start: tidyTime(start) };
    if (JSON.stringify(tidied) !== JSON.stringify({ name, also, start })) onChange(tidied);
  }

  function lengthText(length: number): string {
    const [hours, minutes] = [Math.floor(length / 60), length % 60];
    if (minutes === 0) return t('lengthHours', { hours });
    return hours === 0 ? t('lengthMinutes', { minutes }) : t('lengthBoth', { hours, minutes });
  }

  function nameProblem(problem: (typeof problems)[number]): string {
    if (problem.kind === 'long') return t('nameLong');
    if ('name' in problem) {
      const called = problem.name;
      return problem.kind === 'taken'
        ? t('nameTaken', { name: called })
        : t('nameNumber', { name: called });
    }
    return t('nameMissing');
  }
}
