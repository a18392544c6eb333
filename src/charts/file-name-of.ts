import { localTime } from '../triggers/index.ts';
import type { Picture } from './picture.schema.ts';
import { plainName } from './plain-name.ts';

/** `net-load-unit-1-20261128-0702.png`: the title, and where the range ends by the site's clocks. */
export function fileNameOf(picture: Picture): string {
  const stamp = picture.kind === 'trend' ? stampOf(picture.end, picture.timeZone) : '';
  return `${plainName(picture.title)}${stamp}.png`;
}

function stampOf(ms: number, timeZone: string): string {
  const local = localTime(ms, timeZone);
  if (!local) return '';
  const [date = '', time = ''] = new Date(local.localMs).toISOString().split('T');
  return `-${date.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}`;
}
