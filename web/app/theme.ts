import { DEFAULT_THEME, createTheme, localStorageColorSchemeManager } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

/** Petrol: neither a status colour nor the blue of every other tool. */
const petrol: MantineColorsTuple = [
  '#e8f5f6',
  '#d3e8ea',
  '#a8d3d8',
  '#79bcc4',
  '#52a7b1',
  '#2f8f9b',
  '#177a87',
  '#0d6470',
  '#0a535d',
  '#073f47',
];

/** Cool greys for the night: near black, without the glare of a pure one. */
const dark: MantineColorsTuple = [
  '#dfe6e8',
  '#c3ced2',
  '#a3b1b6',
  '#7e8d93',
  '#445257',
  '#313c41',
  '#232c30',
  '#1a2125',
  '#14191c',
  '#0e1214',
];

/** The element that dialogs and menus are put into: part of the page's `main`, so that no landmark is left out. */
export const PORTALS = 'portals';

/** Mantine leaves a dialog where it stands in the text, and ours stands beside the navigation. */
const WHOLE_WIDTH = { insetInline: 0 };

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'plantline.color-scheme' });

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    petrol,
    dark,
    green: withInk('green', '#1a5f2e'),
    yellow: withInk('yellow', '#6f4400'),
    red: withInk('red', '#8c1c1c'),
    blue: withInk('blue', '#134e8a'),
  },
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, monospace",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  autoContrast: true,
  respectReducedMotion: true,
  components: {
    Portal: { defaultProps: { target: `#${PORTALS}` } },
    Drawer: { styles: { inner: WHOLE_WIDTH } },
    Modal: {
      styles: {
        inner: WHOLE_WIDTH,
        content: { background: 'var(--plantline-surface)' },
        header: { background: 'var(--plantline-surface)' },
        title: { fontWeight: 650, overflowWrap: 'anywhere' },
      },
    },
  },
});

/** Small grey text must be readable in the sun: Mantine's own greys are too pale for that. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8f8',
    '--mantine-color-text': '#12191c',
    '--mantine-color-dimmed': '#4c585d',
    '--mantine-color-placeholder': '#69757a',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#c9d2d5',
    '--plantline-surface': '#ffffff',
    '--plantline-good': '#1d6f42',
    '--plantline-warning': '#8a5300',
    '--plantline-bad': '#b3261e',
  },
  dark: {
    '--mantine-color-body': '#14191c',
    '--mantine-color-dimmed': '#a3b1b6',
    '--mantine-color-placeholder': '#94a2a8',
    '--mantine-color-error': '#ff9d94',
    '--plantline-surface': '#1a2125',
    '--plantline-good': '#6fd39a',
    '--plantline-warning': '#f2bd63',
    '--plantline-bad': '#ff9d94',
  },
});

/** A colour of Mantine's whose darkest shade, the text on its lightest, is dark enough to read. */
function withInk(name: 'green' | 'yellow' | 'red' | 'blue', ink: string): MantineColorsTuple {
  return DEFAULT_THEME.colors[name].with(9, ink) as unknown as MantineColorsTuple;
}
