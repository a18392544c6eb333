import { Badge, Input, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { triggerGroupsTexts } from '../../texts/trigger-groups.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { SearchPicker } from '../../ui/search-picker.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { isTriggerType, tagsOf } from '../triggers/trigger-config.ts';
import { TYPE_NAMES } from '../triggers/type-names.ts';
import { useSources } from '../triggers/use-sources.ts';
import classes from './members-field.module.css';
import { memberProblem } from './member-problem.ts';
import type { Member } from './member-problem.ts';
import { useFoundTriggers } from './use-found-triggers.ts';

const MEMBERS_MAX = 100;
const PAUSE_MS = 200;

/** Which triggers a group answers with, in which order. */
export function MembersField({
  known,
  triggerIds,
  onChange,
  problem,
  isReadOnly,
}: {
  /** Members as they are stored. */
  readonly known: readonly Member[];
  readonly triggerIds: readonly string[];
  readonly onChange: (triggerIds: readonly string[]) => void;
  readonly problem: string | undefined;
  readonly isReadOnly: boolean;
}) {
  const { t } = useTexts(triggerGroupsTexts);
  const { t: tt } = useTexts(triggersTexts);
  const labelId = useId();
  const { sources } = useSources();
  const [picked, setPicked] = useState<readonly Member[]>([]);
  const [typed, setTyped] = useState('');
  const q = usePaused(typed.trim(), PAUSE_MS);
  const found = useFoundTriggers(q, !isReadOnly);
  const { items } = found;
  const byId = new Map([...known, ...picked].map((member) => [member.id, member]));
  const isFull = triggerIds.length >= MEMBERS_MAX;

  function pick(id: string): void {
    const trigger = items.find((item) => item.id === id);
    if (!trigger || triggerIds.includes(id)) return;
    setPicked((before) => [...before, trigger]);
    onChange([...triggerIds, id]);
  }

  return (
    <Stack gap="xs">
      {!isReadOnly && (
        <SearchPicker
          label={t('memberSearch')}
          description={t(isFull ? 'membersFull' : 'memberSearchHint')}
          placeholder={t('memberSearchPlaceholder')}
          nothingFound={t('memberSearchNothing')}
          options={items.map(({ id, name, type, config }) => ({
            value: id,
            label: name,
            hint: [typeName(type), tagsOf(config).slice(0, 3).join(', ')]
              .filter(Boolean)
              .join(' · '),
            isPicked: triggerIds.includes(id),
          }))}
          onSearch={setTyped}
          onPick={pick}
          isSearching={found.isSearching || q !== typed.trim()}
          error={found.error}
          problem={problem}
          isDisabled={isFull}
        />
      )}
      {triggerIds.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t(isReadOnly ? 'membersNone' : 'membersEmpty')}
        </Text>
      ) : (
        <div>
          <Input.Label id={labelId} labelElement="div" mb={4}>
            {t('membersOrder')}
          </Input.Label>
          <SortableList
            label={t('membersOrder')}
            ids={triggerIds}
            nameOf={nameOf}
            onChange={onChange}
            isReadOnly={isReadOnly}
          >
            {(id) => {
              const member = byId.get(id);
              const wrong = member ? memberProblem(member, sources) : 'memberUnknown';
              return (
                <div>
                  <Text span size="sm" fw={600}>
                    {nameOf(id)}
                  </Text>
                  {member && (
                    <Badge variant="default" size="sm" tt="none" fw={400} ms={8}>
                      {typeName(member.type)}
                    </Badge>
                  )}
                  {wrong && (
                    <Text size="xs" c="var(--plantline-warning)" className={classes['problem']}>
                      <IconAlertTriangle size={14} aria-hidden />
                      {t(wrong)}
                    </Text>
                  )}
                </div>
              );
            }}
          </SortableList>
        </div>
      )}
    </Stack>
  );

  function nameOf(id: string): string {
    return byId.get(id)?.name ?? id;
  }

  function typeName(type: string): string {
    return isTriggerType(type) ? tt(TYPE_NAMES[type]) : type;
  }
}
