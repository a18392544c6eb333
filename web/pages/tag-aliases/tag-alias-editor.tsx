import { Anchor, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { TagAlias } from '../../../src/tag-search/tag-aliases.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagAliasesTexts } from '../../texts/tag-aliases.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { PickOne } from '../../ui/pick-one.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useEditor } from '../../ui/use-editor.ts';
import { SourceSelect } from '../triggers/source-select.tsx';
import { useSources } from '../triggers/use-sources.ts';
import { FoundNow } from './found-now.tsx';
import { TagField } from './tag-field.tsx';

const ALIAS_MIN = 2;
const ALIAS_MAX = 80;

const FIELD_OF = {
  'tag_aliases.alias_taken': 'alias',
  'tag_aliases.unknown_source': 'dataSourceId',
  'tag_aliases.unknown_contact': 'contactId',
} as const;

type Values = {
  readonly alias: string;
  readonly dataSourceId: string | null;
  readonly tag: string;
  readonly contactId: string | null;
};

/** Gives a tag another name, or changes one, with what it finds now in sight. */
export function TagAliasEditor({
  row,
  onClose,
}: {
  readonly row: TagAlias | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(tagAliasesTexts);
  const { t: tc } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const maySeeLog = useMay('admin');
  const { sources } = useSources();
  const { form, dialog } = useEditor({
    path: '/tag-aliases',
    row,
    toValues: (from: TagAlias | undefined): Values => ({
      alias: from?.alias ?? '',
      dataSourceId: from?.dataSourceId ?? null,
      tag: from?.tag ?? '',
      contactId: from?.contactId ?? null,
    }),
    // Whose a name is, is not changed: it would be another person's name then.
    toBody: ({ contactId, ...values }) => (row ? values : { ...values, contactId }),
    validate: {
      alias: aliasProblem,
      dataSourceId: (id) => (id === null ? tc('fieldRequired') : null),
      tag: (tag) => (tag.trim() === '' ? tc('fieldRequired') : null),
    },
    fieldOf: FIELD_OF,
    onSaved: onClose,
  });
  const { dataSourceId, tag } = form.values;

  // Where there is one source only, nobody has to choose it.
  const [only, ...others] = sources;
  const onlyId = others.length === 0 ? only?.id : undefined;
  useEffect(() => {
    if (row || onlyId === undefined) return;
    form.setFieldValue('dataSourceId', (before) => before ?? onlyId);
    // The form is new at every drawing.
  }, [row, onlyId]);

  /** What the server would refuse, said before anything is sent. */
  function aliasProblem(alias: string): string | null {
    if (alias.trim() === '') return tc('fieldRequired');
    if (alias.trim().length < ALIAS_MIN) return t('aliasShort');
    return /[\p{L}\p{N}]/u.test(alias) ? null : t('aliasNoLetter');
  }

  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: row.alias }) : t('newTitle')}
      isReadOnly={!mayChange}
      onClose={onClose}
    >
      <TextInput
        label={t('alias')}
        description={t('aliasHint')}
        placeholder={t('aliasExample')}
        required
        data-autofocus
        maxLength={ALIAS_MAX}
        autoComplete="off"
        {...form.getInputProps('alias')}
      />
      <SourceSelect
        value={dataSourceId}
        onChange={(id) => form.setFieldValue('dataSourceId', id)}
        error={textOf(form.errors['dataSourceId'])}
      />
      <TagField
        sourceId={dataSourceId}
        value={tag}
        onChange={(next) => form.setFieldValue('tag', next)}
        error={form.errors['tag']}
      />
      <FoundNow sourceId={dataSourceId} tag={tag} />
      {row ? (
        <FactList
          facts={[
            {
              label: t('for'),
              value:
                row.contactId === null
                  ? t('everybodyMade')
                  : t('ownMade', { name: row.contactName ?? tc('gone') }),
            },
            { label: t('made'), value: <TimeText at={row.createdAt} /> },
          ]}
        />
      ) : (
        <PickOne
          path="/contacts"
          label={t('for')}
          description={t('forHint')}
          placeholder={t('everybody')}
          value={form.values.contactId}
          onChange={(id) => form.setFieldValue('contactId', id)}
          error={form.errors['contactId']}
          sort="name"
        />
      )}
      {row && maySeeLog && (
        <Anchor
          size="sm"
          w="fit-content"
          renderRoot={(root) => <Link to="/audit" search={{ q: row.id }} {...root} />}
        >
          {t('whoMade')}
        </Anchor>
      )}
    </EditorDialog>
  );
}

function textOf(error: unknown): string | undefined {
  return typeof error === 'string' ? error : undefined;
}
