/**
 * A chart with what it says in words. It never stands alone: whoever shows it shows the same figures as a table. Colours and
 * type come from the theme, in light and dark.
 */
import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n';
import classes from './EChart.module.css';
import { chartTheme, type ChartColours } from './theme';

interface Props {
  /** What the chart says, for who does not see it. */
  label: string;
  /** Drawn anew where it changes. */
  option: (colours: ChartColours) => EChartsCoreOption;
  height?: number;
  testId?: string;
}

export function EChart({ label, option, height = 360, testId }: Props) {
  const t = useTexts();
  const theme = useMantineTheme();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const [failed, setFailed] = useState(false);
  const colours = chartTheme(theme, scheme);
  const wanted = dressed(option(colours), colours, label);
  const latest = useRef(wanted);
  useEffect(() => {
    latest.current = wanted;
    chart.current?.setOption(wanted, { notMerge: true });
  });
  useEffect(() => {
    let gone = false;
    let watch: ResizeObserver | undefined;
    void import('./echarts')
      .then(({ init }) => {
        const element = place.current;
        if (gone || !element) return;
        const width = () => element.clientWidth || 640;
        chart.current = init(element, null, { renderer: 'svg', width: width(), height });
        chart.current.setOption(latest.current);
        if (typeof ResizeObserver === 'undefined') return;
        watch = new ResizeObserver(() => chart.current?.resize({ width: width() }));
        watch.observe(element);
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      watch?.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [height]);
  if (failed) return <p className={classes.failed} role="status">{t('chart.failed')}</p>;
  return <div ref={place} className={classes.chart} style={{ height }} role="img" aria-label={label} data-testid={testId} />;
}

/** With the theme's type and colours, words for who does not see it, and no movement. */
function dressed(option: EChartsCoreOption, colours: ChartColours, label: string): EChartsCoreOption {
  return {
    animation: false,
    color: colours.series,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: colours.font, color: colours.ink, fontSize: 13 },
    aria: { enabled: true, label: { description: label } },
    ...option,
  };
}
