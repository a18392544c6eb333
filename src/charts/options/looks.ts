/** For whom a chart is drawn. */
export interface Looks {
  /** `light` for phones and paper; the page has both. */
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  /** Size of most of its text; everything else is measured by it. */
  readonly textPx: number;
  /** The family's name where it is drawn. */
  readonly fontFamily: string;
}

export interface Theme {
  readonly background: string;
  readonly ink: string;
  /** For what only explains. */
  readonly paleInk: string;
  readonly axis: string;
  readonly grid: string;
  readonly limit: string;
  /** Behind a text that crosses lines. */
  readonly veil: string;
  readonly lines: readonly string[];
  readonly states: readonly string[];
  /** Of a trip or a fault. */
  readonly alarmingState: string;
}

/**
 * The lines are Okabe and Ito's colours, told apart by the colour-blind too, those that fade in the sun made darker (or,
 * on a dark ground, lighter). The states are tints that a dark text is read on.
 */
const THEMES: Readonly<Record<Looks['theme'], Theme>> = {
  light: {
    background: '#ffffff',
    ink: '#14191c',
    paleInk: '#4a555b',
    axis: '#7d888e',
    grid: '#dde3e6',
    limit: '#b00020',
    veil: 'rgba(255,255,255,0.82)',
    lines: ['#0068b0', '#d55e00', '#007a58', '#a8408a', '#222222', '#8a6200', '#2f93d0', '#6a4bb8'],
    states: [
      '#8ec5ec',
      '#f7cf86',
      '#d5dbde',
      '#8fd6bd',
      '#e3a9cf',
      '#f0e442',
      '#b9b0e8',
      '#c9b79c',
    ],
    alarmingState: '#e8641b',
  },
  dark: {
    background: '#14191c',
    ink: '#eef2f4',
    paleInk: '#b3bfc5',
    axis: '#78858c',
    grid: '#313c41',
    limit: '#ff7b8a',
    veil: 'rgba(20,25,28,0.82)',
    lines: ['#56b4e9', '#f0a04b', '#3fd0a4', '#e79cc8', '#f2f2f2', '#f0e442', '#9cc7ff', '#b9a5f5'],
    states: [
      '#6fb3e0',
      '#e0b060',
      '#a3adb3',
      '#66c2a3',
      '#d08fbb',
      '#d9ce3c',
      '#a598e0',
      '#b39f80',
    ],
    alarmingState: '#ff7f3f',
  },
};

export function themeOf({ theme }: Looks): Theme {
  return THEMES[theme];
}

/** The colour of the nth of a list of colours, however many there are. */
export function nth(colours: readonly string[], index: number): string {
  return colours[index % colours.length] ?? '#000000';
}
