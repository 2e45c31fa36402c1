/** Colours of charts from the theme. */
import type { MantineTheme } from '@mantine/core';

export interface ChartColours {
  ink: string;
  muted: string;
  line: string;
  surface: string;
  good: string;
  warn: string;
  bad: string;
  /** Told apart also by who does not tell red from green. */
  series: string[];
  font: string;
}

export function chartTheme(theme: MantineTheme, scheme: 'light' | 'dark'): ChartColours {
  const dark = scheme === 'dark';
  const shade = (colour: string, light: number, deep: number) => theme.colors[colour]?.[dark ? light : deep] ?? theme.black;
  return {
    ink: dark ? theme.white : '#17242a',
    muted: dark ? shade('gray', 4, 4) : '#55656b',
    line: dark ? shade('dark', 3, 3) : '#dde3e2',
    surface: dark ? shade('dark', 6, 6) : theme.white,
    good: shade('good', 4, 8),
    warn: shade('caution', 4, 8),
    bad: dark ? shade('red', 4, 4) : '#a61b1b',
    series: [shade('pine', 3, 8), shade('caution', 4, 8), shade('indigo', 3, 7), shade('grape', 3, 7), shade('cyan', 3, 9), shade('gray', 4, 7)],
    font: theme.fontFamily ?? 'sans-serif',
  };
}
