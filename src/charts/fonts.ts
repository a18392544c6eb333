import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** The only fonts pictures are drawn with, so that they look the same on every machine: they come with Plantline. */
export const FONTS = {
  family: 'Inter',
  regular: resolve('@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf'),
  bold: resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'),
  /** For what Inter has no shape of. */
  fallback: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
};
