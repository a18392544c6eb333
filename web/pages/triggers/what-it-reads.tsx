import { Text } from '@mantine/core';
import type { Trigger } from '../../../src/triggers/triggers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { toBoth } from './local-text.ts';
import { listAt, tagsOf, textAt } from './trigger-config.ts';

const SHOWN = 2;

/** The tags of a trigger, or what else it answers from, short enough for a list. */
export function WhatItReads({ trigger: { type, config } }: { readonly trigger: Trigger }) {
  const { t } = useTexts(triggersTexts);
  if (type === 'text') {
    const { en, id } = toBoth(config['text']);
    return <Short text={en || id} />;
  }
  if (type === 'query') {
    return <Short text={textAt(config, 'query') || t('queryPreset')} />;
  }
  const all = [...tagsOf(config), ...listAt(config, 'elements')];
  const more = all.length - SHOWN;
  return (
    <span title={all.join('\n')}>
      {all.slice(0, SHOWN).join(', ')}
      {more > 0 && (
        <Text span inherit c="dimmed">
          {` ${t('tagsMore', { count: more })}`}
        </Text>
      )}
    </span>
  );
}

function Short({ text }: { readonly text: string }) {
  return (
    <Text span inherit c="dimmed" lineClamp={2}>
      {text}
    </Text>
  );
}
