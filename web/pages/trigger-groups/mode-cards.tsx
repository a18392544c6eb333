import { Input } from '@mantine/core';
import { IconArrowsSplit, IconListNumbers } from '@tabler/icons-react';
import { useId } from 'react';
import type { TriggerGroup } from '../../../src/triggers/trigger-groups.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { triggerGroupsTexts } from '../../texts/trigger-groups.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';

type Mode = TriggerGroup['executionMode'];

/** Whether members are asked at the same time, and when which is right. */
export function ModeCards({
  value,
  onChange,
  isReadOnly,
}: {
  readonly value: Mode;
  readonly onChange: (mode: Mode) => void;
  readonly isReadOnly: boolean;
}) {
  const { t } = useTexts(triggerGroupsTexts);
  const labelId = useId();
  return (
    <div>
      <Input.Label id={labelId} labelElement="div" mb={4}>
        {t('mode')}
      </Input.Label>
      <ChoiceCards
        labelledBy={labelId}
        value={value}
        onChange={onChange}
        isReadOnly={isReadOnly}
        choices={[
          {
            value: 'parallel',
            icon: <IconArrowsSplit size={20} stroke={1.7} aria-hidden />,
            title: t('parallel'),
            text: t('parallelSays'),
          },
          {
            value: 'sequential',
            icon: <IconListNumbers size={20} stroke={1.7} aria-hidden />,
            title: t('sequential'),
            text: t('sequentialSays'),
          },
        ]}
      />
    </div>
  );
}
