import { useTexts } from '../../app/use-texts.ts';
import { modelsTexts } from '../../texts/models.ts';
import { formatNumber } from '../../ui/format-time.ts';

const CENTS = 2;
/** A question may cost a fraction of a cent. */
const SMALL_DIGITS = 4;

/** Counts and sums of money as this page shows them. */
export function useModelNumbers() {
  const { t, language } = useTexts(modelsTexts);
  return {
    count: (number: number) => formatNumber(number, language),
    usd(amount: number) {
      const isSmall = amount > 0 && amount < 1;
      const digits = isSmall ? SMALL_DIGITS : CENTS;
      return t('usd', {
        amount: formatNumber(amount, language, { maximumFractionDigits: digits }),
      });
    },
  };
}
