import type { TransportState } from '../../../src/transports/transports.schema.ts';
import type { Translate } from '../../app/use-texts.ts';
import type { outboxTexts } from '../../texts/outbox.ts';

/** Which transport will carry a message, or why none can. */
export function carrierText(
  t: Translate<(typeof outboxTexts)['en']>,
  transports: readonly Pick<TransportState, 'kind' | 'title' | 'isReady' | 'detail'>[],
  chosen: string,
): { readonly text: string; readonly isGood: boolean } {
  const one = transports.find(({ kind }) => kind === chosen);
  if (one) {
    const { title, detail, isReady } = one;
    const text = isReady ? t('carriedBy', { title }) : t('carriedByWaiting', { title, detail });
    return { text, isGood: isReady };
  }
  const ready = transports.filter(({ isReady }) => isReady).map(({ title }) => title);
  const [only] = ready;
  if (only === undefined) return { text: t('carriedByNone'), isGood: false };
  const text =
    ready.length === 1
      ? t('carriedBy', { title: only })
      : t('carriedByFirst', { titles: ready.join(', ') });
  return { text, isGood: true };
}
