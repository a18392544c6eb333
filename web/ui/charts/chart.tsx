import { Skeleton, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import type { ChartOption } from './chart-option.ts';

/** Draws an option of ECharts, which is loaded when the first chart is shown. Follows its width, light and dark. */
export function Chart({
  option,
  label,
  height = 240,
}: {
  /** Keep it stable with `useMemo`: another option is drawn anew. */
  readonly option: ChartOption;
  /** What the picture shows, for who does not see it. */
  readonly label: string;
  readonly height?: number;
}) {
  const { t } = useTexts(commonTexts);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const frame = useRef<HTMLDivElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let isOver = false;
    let close = () => {};
    const draw = async () => {
      const { createChart } = await import('./echarts.ts');
      if (isOver) return;
      const chart = createChart(element, scheme === 'dark' ? 'dark' : null, { renderer: 'svg' });
      chart.setOption({ backgroundColor: 'transparent', animation: false, ...option });
      setIsDrawn(true);
      const sizes = new ResizeObserver(() => chart.resize());
      sizes.observe(element);
      close = () => {
        sizes.disconnect();
        chart.dispose();
      };
    };
    void draw();
    return () => {
      isOver = true;
      close();
    };
  }, [option, scheme]);

  return (
    <div style={{ position: 'relative', height }}>
      {!isDrawn && <Skeleton height={height} pos="absolute" aria-label={t('loading')} />}
      <div ref={frame} role="img" aria-label={label} style={{ width: '100%', height }} />
    </div>
  );
}
