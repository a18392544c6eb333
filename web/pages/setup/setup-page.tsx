import { Anchor, Stack, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { PlainFrame } from '../../app/plain-frame.tsx';
import { meQuery } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { setupTexts } from '../../texts/setup.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { AccountStep } from './account-step.tsx';
import { DoneStep } from './done-step.tsx';
import { PlantStep } from './plant-step.tsx';
import classes from './setup-page.module.css';
import { STEPS, useProgress } from './steps.ts';
import type { Step } from './steps.ts';
import { TriggerStep } from './trigger-step.tsx';
import { TryStep } from './try-step.tsx';

/** From nothing to an answered question. */
export function SetupPage() {
  const { t } = useTexts(setupTexts);
  // Known by the route already; here it is only read.
  const { data: user } = useQuery({ ...meQuery, enabled: false });
  const { progress, goTo } = useProgress(user !== undefined);
  const { step } = progress;
  const section = useFocusOnNewStep(step);

  return (
    <PlainFrame width={44}>
      <Stack gap="lg">
        <PageHeader title={t('title')} />
        <StepList current={step} />
        <section ref={section} tabIndex={-1} aria-label={t(step)} style={{ outline: 'none' }}>
          {step === 'account' && <AccountStep onDone={() => goTo('plant')} />}
          {step === 'plant' && (
            <PlantStep
              sourceId={progress.sourceId}
              onDone={(sourceId) => goTo('trigger', sourceId ? { sourceId } : {})}
            />
          )}
          {step === 'trigger' && (
            <TriggerStep
              sourceId={progress.sourceId}
              onDone={(question) => goTo('try', question ? { question } : {})}
            />
          )}
          {step === 'try' && <TryStep question={progress.question} onDone={() => goTo('done')} />}
          {step === 'done' && <DoneStep />}
        </section>
        {step !== 'account' && step !== 'done' && (
          <Anchor size="sm" renderRoot={(root) => <Link to="/" {...root} />}>
            {t('leave')}
          </Anchor>
        )}
      </Stack>
    </PlainFrame>
  );
}

function StepList({ current }: { readonly current: Step }) {
  const { t } = useTexts(setupTexts);
  const at = STEPS.indexOf(current);
  return (
    <div>
      <VisuallyHidden role="status">
        {t('stepOf', { number: at + 1, count: STEPS.length })}
      </VisuallyHidden>
      <ol className={classes['steps']} aria-label={t('steps')}>
        {STEPS.map((step, index) => (
          <li key={step} aria-current={step === current ? 'step' : undefined}>
            <span className={classes['number']} aria-hidden>
              {index < at ? <IconCheck size={14} /> : index + 1}
            </span>
            {t(step)}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The keyboard and the screen reader go on where the new step begins. */
function useFocusOnNewStep(step: Step) {
  const section = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    section.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [step]);
  return section;
}
