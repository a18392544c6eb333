import { NativeSelect } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { useSources } from './use-sources.ts';

/** Which data source is asked. */
export function SourceSelect({
  value,
  onChange,
  error,
}: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly error: string | undefined;
}) {
  const { t } = useTexts(triggersTexts);
  const { sources, isPending } = useSources();
  const isKnown = value === null || sources.some(({ id }) => id === value);
  return (
    <NativeSelect
      label={t('source')}
      description={!isPending && sources.length === 0 ? t('sourcesNone') : t('sourceHint')}
      required
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      error={error}
      data={[
        { value: '', label: t('chooseSource') },
        ...(isKnown ? [] : [{ value: value ?? '', label: isPending ? '…' : t('sourceGone') }]),
        ...sources.map(({ id, name, active }) => ({
          value: id,
          label: active ? name : t('sourceOff', { name }),
        })),
      ]}
    />
  );
}
