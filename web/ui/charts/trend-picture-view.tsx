import { Skeleton, Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TrendPicture } from '../../../src/charts/picture.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import classes from './picture-view.module.css';
import { TrendSummary } from './trend-summary.tsx';

const HEIGHT_BEFORE_PX = 240;

/** A trend as a phone gets it, in the page's light or dark. ECharts is loaded when the first one is shown. */
export function TrendPictureView({ picture }: { readonly picture: TrendPicture }) {
  const { t } = useTexts(commonTexts);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const frame = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'drawn' | 'failed'>('loading');

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let isOver = false;
    let end = () => {};
    void import('./draw-trend.ts')
      .then(({ drawTrend }) => {
        if (isOver) return;
        end = drawTrend(element, picture, scheme);
        setState('drawn');
      })
      .catch(() => setState('failed'));
    return () => {
      isOver = true;
      end();
    };
  }, [picture, scheme]);

  return (
    <div
      className={classes['frame']}
      style={state === 'loading' ? { minHeight: HEIGHT_BEFORE_PX } : undefined}
    >
      {state === 'loading' && (
        <Skeleton height={HEIGHT_BEFORE_PX} pos="absolute" aria-label={t('loading')} />
      )}
      {state === 'failed' && (
        <Text size="sm" c="dimmed">
          {t('chartFailed')}
        </Text>
      )}
      <div
        ref={frame}
        role="img"
        aria-label={t('chartLabel', { name: picture.title })}
        className={classes['drawing']}
      />
      <TrendSummary picture={picture} />
    </div>
  );
}
