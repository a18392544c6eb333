import { Switch, TextInput } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { chatTexts } from '../../texts/chat.ts';
import { Folded } from '../../ui/folded.tsx';
import { isGroup } from './use-asker.ts';
import type { Asker } from './use-asker.ts';

/** A group chat, where Plantline speaks only when it is mentioned. Few need to try it. */
export function GroupFields({
  asker,
  onChange,
}: {
  readonly asker: Asker;
  readonly onChange: (asker: Asker) => void;
}) {
  const { t } = useTexts(chatTexts);
  const { isInGroup, group, mentionsBot } = asker;
  return (
    <Folded label={t('more')} isOpenAtFirst={isInGroup}>
      <Switch
        label={t('inGroup')}
        description={t('inGroupHint')}
        checked={isInGroup}
        onChange={(event) => onChange({ ...asker, isInGroup: event.currentTarget.checked })}
      />
      {isInGroup && (
        <>
          <TextInput
            label={t('groupId')}
            description={t('groupIdHint')}
            error={isGroup(group) ? undefined : t('groupIdWrong')}
            autoComplete="off"
            spellCheck={false}
            maxLength={128}
            value={group}
            onChange={(event) => onChange({ ...asker, group: event.currentTarget.value })}
          />
          <Switch
            label={t('mention')}
            checked={mentionsBot}
            onChange={(event) => onChange({ ...asker, mentionsBot: event.currentTarget.checked })}
          />
        </>
      )}
    </Folded>
  );
}
