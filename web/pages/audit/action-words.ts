import { hasText } from '../../app/has-text.ts';
import type { Translate } from '../../app/use-texts.ts';
import { auditTexts } from '../../texts/audit.ts';

const PREFIX = 'action.';

/** What was done, in words; the server's own name for what the page does not know yet. */
export function actionWords(t: Translate<(typeof auditTexts)['en']>, action: string): string {
  const key = `${PREFIX}${action}`;
  return hasText(auditTexts, key) ? t(key) : action;
}

/** The known actions by feature, for a filter: a feature's own name with the dot means all of it. */
export function actionChoices(t: Translate<(typeof auditTexts)['en']>) {
  const actions = Object.keys(auditTexts.en)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length));
  const byFeature = Map.groupBy(actions, (action) => action.split('.')[0] ?? '');
  return [...byFeature].map(([feature, names]) => {
    const key = `feature.${feature}`;
    const group = hasText(auditTexts, key) ? t(key) : feature;
    return {
      group,
      items: [
        { value: `${feature}.`, label: t('allOf', { feature: group }) },
        ...names.map((name) => ({ value: name, label: actionWords(t, name) })),
      ],
    };
  });
}
