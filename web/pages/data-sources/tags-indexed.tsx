import { Anchor, Text } from '@mantine/core';
import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useSetSearchParams } from '../../lib/use-url-param.ts';
import { dataSourcesTexts } from '../../texts/data-sources.ts';
import { formatNumber } from '../../ui/format-time.ts';

/** How many tags are known of a source; the way to look at them. */
export function TagsIndexed({
  source: { id, name, active, tagIndex },
}: {
  readonly source: DataSource;
}) {
  const { t, language } = useTexts(dataSourcesTexts);
  const setAddress = useSetSearchParams();
  if (!active) return null;
  const text = tagIndex ? counted(tagIndex) : t('tagsNone');
  if (!tagIndex || tagIndex.tags === 0) {
    return (
      <Text span inherit c="dimmed">
        {text}
      </Text>
    );
  }
  return (
    <Anchor
      component="button"
      type="button"
      inherit
      ta="start"
      aria-label={`${t('browseNamed', { name })}: ${text}`}
      onClick={() => setAddress({ browse: id, open: undefined }, 'push')}
    >
      {text}
    </Anchor>
  );

  function counted({ tags, complete }: NonNullable<DataSource['tagIndex']>): string {
    if (tags === 0 && !complete) return t('tagsWaiting');
    const number = formatNumber(tags, language);
    return complete ? t('tagsIndexed', { count: tags, number }) : t('tagsLoading', { number });
  }
}
