import { Loader, TextInput } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { z } from 'zod';
import type { NameVerdict } from '../../../src/triggers/triggers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import type { Translate } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { answersTexts } from '../../texts/answers.ts';

type Verdict = z.infer<typeof NameVerdict>;

const PAUSE_MS = 250;

/** What is wrong with a name that the server does not take, or is wrong before anybody asks it. */
export type NameCheck = {
  readonly problem: string | undefined;
  readonly isFree: boolean;
  readonly isAsking: boolean;
};

/** Asks while the name is typed whether it can be given; `unchanged` is what it was called when it was opened. */
export function useNameCheck(
  name: string,
  { exceptId, unchanged }: { readonly exceptId: string | undefined; readonly unchanged: string },
): NameCheck {
  const { t } = useTexts(answersTexts);
  const asked = usePaused(name, PAUSE_MS);
  const isWorthAsking = asked.trim() !== '' && asked !== unchanged;
  const verdict = useAnswer<Verdict>(isWorthAsking ? '/triggers/name-check' : null, {
    name: asked,
    exceptId,
  });
  const isAsking = name !== unchanged && (name !== asked || verdict.isFetching);
  if (!isWorthAsking || !verdict.data || name !== asked) {
    return { problem: undefined, isFree: false, isAsking };
  }
  const { ok } = verdict.data;
  return { problem: ok ? undefined : inWords(t, verdict.data), isFree: ok, isAsking };
}

/** What a trigger or a group is asked by, with the verdict on it at once. */
export function NameField({
  value,
  onChange,
  check,
  error,
  isReadOnly = false,
}: {
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly check: NameCheck;
  /** What saving said of it. */
  readonly error?: string | undefined;
  readonly isReadOnly?: boolean;
}) {
  const { t } = useTexts(answersTexts);
  return (
    <TextInput
      label={t('name')}
      description={t('nameHint')}
      required
      maxLength={120}
      autoComplete="off"
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={check.problem ?? error}
      readOnly={isReadOnly}
      rightSection={
        check.isAsking ? (
          <Loader size={16} aria-label={t('nameChecking')} />
        ) : (
          check.isFree && (
            <IconCircleCheck
              size={18}
              role="img"
              aria-label={t('nameFree')}
              color="var(--plantline-good)"
            />
          )
        )
      }
    />
  );
}

function inWords(
  t: Translate<(typeof answersTexts)['en']>,
  { problem, reason, takenBy }: Verdict,
): string {
  switch (reason) {
    case 'empty':
      return t('nameEmpty');
    case 'too_long':
      return t('nameTooLong');
    case 'bad_start':
      return t('nameBadStart');
    case 'digits_only':
      return t('nameDigitsOnly');
    case 'reserved':
      return t('nameReserved');
    case 'taken':
      return takenBy?.kind === 'group'
        ? t('nameTakenByGroup', { name: takenBy.name })
        : t('nameTakenByTrigger', { name: takenBy?.name ?? '' });
    default:
      return problem ?? t('nameEmpty');
  }
}
