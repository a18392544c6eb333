import { localDate } from '../plant/site-time.ts';
import type { Site } from '../truth/site.ts';
import { two } from '../truth/says-time.ts';

const MONTHS = {
  en: 'January February March April May June July August September October November December',
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
} as const;
const DAYS = {
  en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
  id: 'Minggu Senin Selasa Rabu Kamis Jumat Sabtu',
} as const;

/** Puts dates into `{date:y}` (26 November), `{iso:y}`, `{dmy:y}` (26/11/2026), `{weekday:y}` and `{clock:*-2h}`. */
export async function fillQuestion(
  text: string,
  language: 'en' | 'id',
  site: Site,
): Promise<string> {
  let filled = text;
  for (const [whole, form = '', time = ''] of text.matchAll(/\{(\w+):([^}]+)\}/gu)) {
    const local = localDate(await site.time(time));
    filled = filled.replace(whole, write(form, local, language));
  }
  return filled;
}

function write(form: string, local: Date, language: 'en' | 'id'): string {
  const [day, month, year] = [local.getUTCDate(), local.getUTCMonth(), local.getUTCFullYear()];
  const separator = language === 'id' ? '.' : ':';
  switch (form) {
    case 'date':
      return `${day} ${MONTHS[language].split(' ')[month]}`;
    case 'iso':
      return `${year}-${two(month + 1)}-${two(day)}`;
    case 'dmy':
      return `${two(day)}/${two(month + 1)}/${year}`;
    case 'weekday':
      return DAYS[language].split(' ')[local.getUTCDay()] ?? '';
    case 'clock':
      return `${two(local.getUTCHours())}${separator}${two(local.getUTCMinutes())}`;
    default:
      throw new Error(`"${form}" is no form of a date.`);
  }
}
