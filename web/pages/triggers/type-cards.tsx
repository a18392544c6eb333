import { Input } from '@mantine/core';
import {
  IconChartLine,
  IconHistory,
  IconChartBar,
  IconMessage2,
  IconNumber123,
  IconTable,
} from '@tabler/icons-react';
import { useId } from 'react';
import type { TriggerType } from '../../../src/triggers/triggers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { TRIGGER_TYPES } from './trigger-config.ts';
import { TYPE_NAMES } from './type-names.ts';

const LOOKS = {
  value: { says: 'typeValueSays', Icon: IconNumber123 },
  history: { says: 'typeHistorySays', Icon: IconHistory },
  summary: { says: 'typeSummarySays', Icon: IconChartBar },
  trend: { says: 'typeTrendSays', Icon: IconChartLine },
  query: { says: 'typeQuerySays', Icon: IconTable },
  text: { says: 'typeTextSays', Icon: IconMessage2 },
} as const satisfies Record<TriggerType, unknown>;

/** What the trigger answers with. */
export function TypeCards({
  value,
  onChange,
  isReadOnly,
}: {
  readonly value: TriggerType;
  readonly onChange: (type: TriggerType) => void;
  readonly isReadOnly: boolean;
}) {
  const { t } = useTexts(triggersTexts);
  const labelId = useId();
  return (
    <div>
      <Input.Label id={labelId} mb={4}>
        {t('type')}
      </Input.Label>
      <ChoiceCards
        labelledBy={labelId}
        value={value}
        onChange={onChange}
        isReadOnly={isReadOnly}
        choices={TRIGGER_TYPES.map((type) => {
          const { says, Icon } = LOOKS[type];
          return {
            value: type,
            icon: <Icon size={20} stroke={1.7} aria-hidden />,
            title: t(TYPE_NAMES[type]),
            text: t(says),
          };
        })}
      />
    </div>
  );
}
