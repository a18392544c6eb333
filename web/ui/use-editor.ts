import { useForm } from '@mantine/form';
import type { FormValidateInput } from '@mantine/form';
import { useEffect, useState } from 'react';
import { useUser } from '../app/session.ts';
import { useTexts } from '../app/use-texts.ts';
import { ApiError } from '../lib/api-error.ts';
import { call } from '../lib/call.ts';
import { changedFields } from '../lib/changed-fields.ts';
import { rebase } from '../lib/rebase.ts';
import { beforeSessionLost } from '../lib/session-lost.ts';
import { findTyped, forgetTyped, keepTyped } from '../lib/typed-values.ts';
import type { TypedValues } from '../lib/typed-values.ts';
import type { Identified } from '../lib/use-list.ts';
import { useSave } from '../lib/use-save.ts';
import { commonTexts } from '../texts/common.ts';
import { errorText, fieldTexts } from './error-text.ts';
import { toast } from './toast.ts';

type Editable = Identified & { readonly updatedAt?: string | null };

/**
 * What an editor's form does: holds the values, sends what was changed, marks the fields that the server refused, and
 * never overwrites what somebody else stored meanwhile. What was typed outlives a session that ends: it is there again
 * when its editor is opened after the log-in.
 *
 * Mount it anew for another row (`key={row?.id}`): it starts from the row it is first given.
 */
export function useEditor<Row extends Editable, Values extends Record<string, unknown>>({
  path,
  row: given,
  toValues,
  toBody = (values) => values,
  validate = {},
  onSaved,
  alsoRefresh = [],
  fieldOf = {},
  savedText,
  toKept = (values) => values,
}: {
  readonly path: string;
  /** What is changed; undefined makes a new one. */
  readonly row: Row | undefined;
  /** The form's fields for a row, or for a new one. */
  readonly toValues: (row: Row | undefined) => Values;
  /** What is sent for the fields. */
  readonly toBody?: (values: Values) => Readonly<Record<string, unknown>>;
  readonly validate?: FormValidateInput<Values>;
  readonly onSaved: (saved: Row) => void;
  readonly alsoRefresh?: readonly string[];
  /** Which field a refusal is about where the server names none, by the error's code. */
  readonly fieldOf?: Readonly<Record<string, string>>;
  /** What is said once it is stored, where "Saved" is not what happened. */
  readonly savedText?: (saved: Row) => string;
  /** What of the fields may be kept in the browser while nobody is signed in: no secret. Undefined keeps nothing. */
  readonly toKept?: (values: Values) => unknown;
}) {
  const { t } = useTexts(commonTexts);
  const [row, setRow] = useState(given);
  const userId = useUser().id;
  const place = `${path}/${row?.id ?? 'new'}`;
  const [restored, setRestored] = useState(() =>
    restoreOver(findTyped(place, userId), toValues(row)),
  );
  const form = useForm<Values>({ initialValues: restored ?? toValues(row), validate });
  const save = useSave<Row>(path, {
    alsoRefresh,
    onSaved: (saved) => {
      forgetTyped(place);
      toast.good(savedText?.(saved) ?? t('saved'));
      onSaved(saved);
    },
  });

  useEffect(() => {
    if (restored) startFrom(toValues(row), restored);
    // Once: afterwards the form has its own say.
  }, []);

  useEffect(() =>
    beforeSessionLost(() => {
      if (!form.isDirty()) return;
      const typed = toKept(form.getValues());
      if (typed !== undefined) keepTyped(place, { userId, opened: toKept(toValues(row)), typed });
    }),
  );

  function startFrom(stored: Values, typed: Values): void {
    form.setInitialValues(stored);
    form.setValues(typed);
  }

  function forget(): void {
    forgetTyped(place);
    setRestored(undefined);
  }

  function send(values: Values): void {
    const body = toBody(values);
    const changes = row ? changedFields(toBody(toValues(row)), body) : body;
    if (row && Object.keys(changes).length === 0) {
      forgetTyped(place);
      onSaved(row);
      return;
    }
    const seen = row?.updatedAt ? { updatedAt: row.updatedAt } : {};
    save.mutate(
      { id: row?.id, body: row ? { ...changes, ...seen } : changes },
      {
        onError: (error) => {
          const field = error instanceof ApiError ? fieldOf[error.code] : undefined;
          const issues = field ? [{ path: field, message: errorText(error) }] : fieldTexts(error);
          form.setErrors(Object.fromEntries(issues.map(({ path: at, message }) => [at, message])));
          const [first] = issues;
          if (first) form.getInputNode(first.path)?.focus();
        },
      },
    );
  }

  async function loadStored(): Promise<void> {
    if (!row) return;
    const stored = await call<Row>('GET', `${path}/${encodeURIComponent(row.id)}`);
    const typed = rebase(toValues(row), form.getValues(), toValues(stored));
    setRow(stored);
    startFrom(toValues(stored), typed as Values);
    save.reset();
    toast.good(t('loadedStored'));
  }

  return {
    form,
    /** Into `EditorDialog`. */
    dialog: {
      isNew: row === undefined,
      isDirty: form.isDirty(),
      isSaving: save.isPending,
      error: save.error,
      // What the server said of the try before says nothing of this one.
      onSubmit: form.onSubmit(send, () => save.reset()),
      onDiscard: forget,
      /** Takes back what was typed before the session was lost, where it is in the form again. */
      onStartAnew:
        restored &&
        (() => {
          forget();
          form.clearErrors();
          startFrom(toValues(row), toValues(row));
        }),
      onLoadStored: () => void loadStored().catch((error: unknown) => toast.bad(error)),
    },
  };
}

/** What was typed, on top of what is stored by now; undefined when nothing is left of it. */
function restoreOver<Values>(kept: TypedValues | undefined, stored: Values): Values | undefined {
  if (!kept) return undefined;
  const typed = rebase(kept.opened, kept.typed, stored) as Values;
  return JSON.stringify(typed) === JSON.stringify(stored) ? undefined : typed;
}
