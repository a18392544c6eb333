import { Input, Stack, Text, Textarea } from '@mantine/core';
import { useId } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { Folded } from '../../ui/folded.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import type { FieldsProps } from './field-props.ts';
import { TagRow } from './tag-row.tsx';
import { TagSearch } from './tag-search.tsx';
import { listAt, tagsOf, textsAt } from './trigger-config.ts';
import { useTagValues } from './use-tag-values.ts';

const TAGS_MAX = 200;

/** Which tags the trigger reads, in which order, and what they are called in the reply. */
export function TagsField({
  config,
  change,
  issue,
  sourceId,
  isReadOnly,
}: FieldsProps & { readonly sourceId: string | null; readonly isReadOnly: boolean }) {
  const { t } = useTexts(triggersTexts);
  const labelId = useId();
  const tags = tagsOf(config);
  const labels = textsAt(config, 'labels');
  const elements = listAt(config, 'elements');
  const values = useTagValues(sourceId, tags);

  function setTags(next: readonly string[]): void {
    // A single `tag` of an older config becomes the first of the list.
    const kept = Object.entries(labels).filter(
      ([tag]) => next.includes(tag) || !tags.includes(tag),
    );
    change({
      tag: undefined,
      tags: next,
      labels: kept.length > 0 ? Object.fromEntries(kept) : undefined,
    });
  }

  function setLabel(tag: string, label: string): void {
    const { [tag]: _before, ...others } = labels;
    const next = label === '' ? others : { ...others, [tag]: label };
    change({ labels: Object.keys(next).length > 0 ? next : undefined });
  }

  return (
    <Stack gap="xs">
      {!isReadOnly && (
        <TagSearch
          sourceId={sourceId}
          picked={tags}
          isFull={tags.length >= TAGS_MAX}
          onPick={(tag) => {
            if (!tags.includes(tag)) setTags([...tags, tag]);
          }}
          problem={issue('tags') ?? issue('tag')}
        />
      )}
      {tags.length > 0 && (
        <div>
          <Input.Label id={labelId} mb={4}>
            {t('tagsChosen', { count: tags.length })}
          </Input.Label>
          <SortableList
            label={t('tagsChosen', { count: tags.length })}
            ids={tags}
            nameOf={(tag) => tag}
            onChange={setTags}
            isReadOnly={isReadOnly}
          >
            {(tag) => (
              <TagRow
                tag={tag}
                value={values.get(tag)}
                label={labels[tag] ?? ''}
                onLabel={(label) => setLabel(tag, label)}
                issue={issue(`labels.${tag}`)}
              />
            )}
          </SortableList>
        </div>
      )}
      {tags.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('tagsNone')}
        </Text>
      )}
      <Folded
        label={t('elements')}
        isOpenAtFirst={elements.length > 0}
        hasProblem={issue('elements') !== undefined}
      >
        <Textarea
          aria-label={t('elements')}
          description={t('elementsHint')}
          value={elements.join('\n')}
          onChange={({ currentTarget: { value } }) =>
            change({ elements: value === '' ? [] : value.split('\n') })
          }
          onBlur={() => {
            const kept = elements.map((line) => line.trim()).filter(Boolean);
            if (kept.length !== elements.length) change({ elements: kept });
          }}
          error={issue('elements')}
          autosize
          minRows={2}
          spellCheck={false}
        />
      </Folded>
    </Stack>
  );
}
