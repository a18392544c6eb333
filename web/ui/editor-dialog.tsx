import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { ApiError } from '../lib/api-error.ts';
import { commonTexts } from '../texts/common.ts';
import classes from './editor-dialog.module.css';
import { ErrorNote } from './error-note.tsx';

export type EditorDialogProps = {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly onClose: () => void;
  readonly onSubmit: (event?: FormEvent<HTMLFormElement>) => void;
  /** Something was typed that closing would lose. */
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly isNew: boolean;
  /** Shows what is stored now, after somebody else changed it. */
  readonly onLoadStored?: (() => void) | undefined;
  /** For a role that may look and not change. */
  readonly isReadOnly?: boolean;
  /** What was typed is thrown away. */
  readonly onDiscard?: (() => void) | undefined;
  /** Throws away what came back after a lost session; undefined when nothing did. */
  readonly onStartAnew?: (() => void) | undefined;
  readonly size?: string | number;
  readonly submitLabel?: string;
  readonly children: ReactNode;
  /** Beside the fields, on a small screen in their place; not locked for a role that may only look. */
  readonly aside?: ReactNode;
  /** What brings it up on a small screen. */
  readonly asideLabel?: string;
};

/** The dialog that makes or changes one thing: fields, save, and a question before something typed is lost. */
export function EditorDialog({
  title,
  isOpen = true,
  onClose,
  onSubmit,
  isDirty,
  isSaving,
  error,
  isNew,
  onLoadStored,
  isReadOnly = false,
  onDiscard,
  onStartAnew,
  size = 'lg',
  submitLabel,
  children,
  aside,
  asideLabel,
}: EditorDialogProps) {
  const { t } = useTexts(commonTexts);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  const [isAsking, setIsAsking] = useState(false);
  const [isAsideShown, setIsAsideShown] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // What the server found wrong is marked by now.
  useEffect(() => {
    if (!error) return;
    setIsAsideShown(false);
    requestAnimationFrame(() => showFirstMark(form.current));
  }, [error]);
  // On a phone, Back is how people close what covers the screen.
  const back = useBlocker({
    shouldBlockFn: ({ action }) => action === 'BACK' && isOpen && isDirty && !isSaving,
    enableBeforeUnload: false,
    withResolver: true,
  });
  const isGoingBack = back.status === 'blocked';

  function keep(): void {
    setIsAsking(false);
    back.reset?.();
  }

  function discard(): void {
    setIsAsking(false);
    onDiscard?.();
    if (isGoingBack) back.proceed();
    else onClose();
  }

  function close(): void {
    if (!isDirty) onClose();
    // Not within the key press: the question would take the same Escape as its answer.
    else window.setTimeout(() => setIsAsking(true));
  }

  const isOutdated = error instanceof ApiError && error.code === 'http.changed_meanwhile';

  return (
    <>
      <Modal
        opened={isOpen}
        onClose={close}
        closeOnEscape={!isAsking && !isGoingBack}
        title={title}
        size={size}
        fullScreen={isPhone}
        closeOnClickOutside={!isDirty}
        // A field that is gone to by the keyboard must not end up under the heading or the buttons.
        styles={{ content: { scrollPadding: '4.5rem 0 5.5rem' } }}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            setIsAsideShown(false);
            onSubmit(event);
            // What was found wrong here is marked with the next drawing.
            requestAnimationFrame(() => showFirstMark(form.current));
          }}
        >
          <div
            className={aside ? classes['both'] : undefined}
            data-shown={isAsideShown ? 'aside' : 'fields'}
          >
            <fieldset disabled={isReadOnly} className={classes['fields']}>
              <Stack>
                {onStartAnew && <TypedBack onStartAnew={onStartAnew} />}
                {children}
              </Stack>
            </fieldset>
            {aside && <div className={classes['aside']}>{aside}</div>}
          </div>
          <div className={classes['foot']}>
            <ErrorNote error={error}>
              {isOutdated && onLoadStored && (
                <Button size="xs" variant="default" mt="sm" onClick={onLoadStored}>
                  {t('loadStored')}
                </Button>
              )}
            </ErrorNote>
            <Group justify="flex-end" gap="xs">
              {aside && (
                <Button
                  variant="light"
                  className={classes['toggle']}
                  onClick={() => setIsAsideShown(!isAsideShown)}
                >
                  {isAsideShown ? t('backToFields') : asideLabel}
                </Button>
              )}
              <Button variant="default" onClick={close} disabled={isSaving}>
                {isReadOnly ? t('close') : t('cancel')}
              </Button>
              {!isReadOnly && (
                <Button type="submit" loading={isSaving}>
                  {submitLabel ?? (isNew ? t('create') : t('save'))}
                </Button>
              )}
            </Group>
          </div>
        </form>
      </Modal>
      <Modal
        opened={isOpen && (isAsking || isGoingBack)}
        onClose={keep}
        title={t('discardTitle')}
        closeButtonProps={{ 'aria-label': t('close') }}
        centered
        size="sm"
      >
        <Stack>
          <Text size="sm">{t('discardText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={keep} data-autofocus>
              {t('keepEditing')}
            </Button>
            <Button color="red.8" onClick={discard}>
              {t('discard')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

/** Says that the fields hold what was typed before the session was lost. */
function TypedBack({ onStartAnew }: { readonly onStartAnew: () => void }) {
  const { t } = useTexts(commonTexts);
  return (
    <Alert
      role="status"
      color="petrol"
      variant="light"
      icon={<IconInfoCircle aria-hidden />}
      title={t('typedBack')}
    >
      <Text size="sm">{t('typedBackText')}</Text>
      <Button size="xs" variant="default" mt="sm" onClick={onStartAnew}>
        {t('startAnew')}
      </Button>
    </Alert>
  );
}

/** Goes to the first field that is marked as wrong, so that nobody has to look for it. */
function showFirstMark(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
}
