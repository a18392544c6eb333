import { useCallback } from 'react';
import { useSearchParams, useSetSearchParams } from '../../lib/use-url-param.ts';

/** The set-up, in its order; each step's name is the key of its title too. */
export const STEPS = ['account', 'plant', 'trigger', 'try', 'done'] as const;
export type Step = (typeof STEPS)[number];

/** What the later steps need of the earlier ones. Kept in the address: a reload loses nothing. */
export type Progress = {
  readonly step: Step;
  /** The data source that was connected. */
  readonly sourceId: string | undefined;
  /** The name to ask for in the chat. */
  readonly question: string | undefined;
};

export function useProgress(isSignedIn: boolean): {
  readonly progress: Progress;
  readonly goTo: (step: Step, found?: { sourceId?: string; question?: string }) => void;
} {
  const { step, source, question } = useSearchParams();
  const setSearch = useSetSearchParams();
  const goTo = useCallback(
    (next: Step, found: { sourceId?: string; question?: string } = {}) =>
      setSearch(
        {
          step: next,
          ...(found.sourceId === undefined ? {} : { source: found.sourceId }),
          ...(found.question === undefined ? {} : { question: found.question }),
        },
        'push',
      ),
    [setSearch],
  );
  const wanted = STEPS.find((name) => name === step && name !== 'account') ?? 'plant';
  return {
    progress: { step: isSignedIn ? wanted : 'account', sourceId: source, question },
    goTo,
  };
}
