import { NumberInput, Stack, TextInput } from '@mantine/core';
import type { TriggerType } from '../../../src/triggers/triggers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { Folded } from '../../ui/folded.tsx';
import type { FieldsProps } from './field-props.ts';
import { HistoryFields } from './history-fields.tsx';
import { LocalTextField } from './local-text-field.tsx';
import { QueryFields } from './query-fields.tsx';
import { SummaryFields } from './summary-fields.tsx';
import { TagsField } from './tags-field.tsx';
import { TemplateField } from './template-field.tsx';
import { TrendFields } from './trend-fields.tsx';
import { numberAt, readsTags, textAt } from './trigger-config.ts';

export type TriggerFieldsProps = FieldsProps & {
  readonly type: TriggerType;
  readonly sourceId: string | null;
  readonly canQuery: boolean | undefined;
  readonly isReadOnly: boolean;
};

/** What a trigger of a type asks, and how its answer is worded. */
export function TriggerFields(fields: TriggerFieldsProps) {
  const { t } = useTexts(triggersTexts);
  const { type, config, change, issue } = fields;
  return (
    <Stack>
      {readsTags(type) && <TagsField {...fields} />}
      <FieldsOfType {...fields} />
      <LocalTextField
        label={t('description')}
        description={t('descriptionHint')}
        value={config['description']}
        onChange={(description) => change({ description })}
        error={issue('description')}
      />
      <Folded
        label={t('wording')}
        isOpenAtFirst={['template', 'digits', 'label'].some((field) => config[field] !== undefined)}
        hasProblem={['template', 'digits', 'label'].some((field) => issue(field) !== undefined)}
      >
        <TextInput
          label={t('label')}
          description={t('labelHint')}
          maxLength={24}
          autoComplete="off"
          value={textAt(config, 'label')}
          onChange={(event) => change({ label: event.currentTarget.value || undefined })}
          error={issue('label')}
        />
        {readsTags(type) && (
          <NumberInput
            label={t('digits')}
            description={t('digitsHint')}
            placeholder={t('digitsUsual')}
            min={-15}
            max={10}
            clampBehavior="strict"
            allowDecimal={false}
            value={numberAt(config, 'digits')}
            onChange={(digits) =>
              change({ digits: typeof digits === 'number' ? digits : undefined })
            }
            error={issue('digits')}
          />
        )}
        {type !== 'text' && <TemplateField {...fields} />}
      </Folded>
    </Stack>
  );
}

function FieldsOfType(fields: TriggerFieldsProps) {
  const { t } = useTexts(triggersTexts);
  const { type, config, change, issue } = fields;
  switch (type) {
    case 'value':
      return null;
    case 'history':
      return <HistoryFields {...fields} />;
    case 'summary':
      return <SummaryFields {...fields} />;
    case 'trend':
      return <TrendFields {...fields} />;
    case 'query':
      return <QueryFields {...fields} />;
    case 'text':
      return (
        <LocalTextField
          label={t('text')}
          description={t('textHint')}
          value={config['text']}
          onChange={(text) => change({ text })}
          error={issue('text')}
          isLong
          isRequired
        />
      );
  }
}
