import { useForm } from '@mantine/form';
import type { FormValidateInput } from '@mantine/form';
import { useState } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { ApiError } from '../lib/api-error.ts';
import { call } from '../lib/call.ts';
import { changedFields } from '../lib/changed-fields.ts';
import { rebase } from '../lib/rebase.ts';
import type { Identified } from '../lib/use-list.ts';
import { useSave } from '../lib/use-save.ts';
import { commonTexts } from '../texts/common.ts';
import { errorText, fieldTexts } from './error-text.ts';
import { toast } from './toast.ts';

type Editable = Identified & { readonly updatedAt?: string | null };

/**
 * What an editor's form does: holds the values, sends what was changed, marks the fields that the server refused, and
 * never overwrites what somebody else stored meanwhile.
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
}) {
  const { t } = useTexts(commonTexts);
  const [row, setRow] = useState(given);
  const form = useForm<Values>({ initialValues: toValues(row), validate });
  const save = useSave<Row>(path, {
    alsoRefresh,
    onSaved: (saved) => {
      toast.good(savedText?.(saved) ?? t('saved'));
      onSaved(saved);
    },
  });

  function send(values: Values): void {
    const body = toBody(values);
    const changes = row ? changedFields(toBody(toValues(row)), body) : body;
    if (row && Object.keys(changes).length === 0) {
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
    form.setInitialValues(toValues(stored));
    form.setValues(typed as Values);
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
      onLoadStored: () => void loadStored().catch((error: unknown) => toast.bad(error)),
    },
  };
}
