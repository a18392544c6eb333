import type { ErrorKind } from '#sdk';

type Gone = {
  readonly name: string;
  readonly since: string;
  readonly triggers: number;
  readonly kind: ErrorKind;
  /** The error in English. */
  readonly reason: string;
};

/** What administrators are told of a data source, in the site's language. */
export const SOURCE_NOTICE_TEXTS = {
  en: {
    gone: ({ name, since, triggers, reason }: Gone) =>
      `⚠ Plantline: the data source *${name}* does not answer since ${since}. ${asksEn(triggers)} ${reason}`,
    back: (name: string, since: string) =>
      `✓ Plantline: the data source *${name}* answers again. It did not since ${since}.`,
  },
  id: {
    gone: ({ name, since, triggers, kind }: Gone) =>
      `⚠ Plantline: sumber data *${name}* tidak menjawab sejak ${since}. ${asksId(triggers)} ${WHY_ID[kind]}`,
    back: (name: string, since: string) =>
      `✓ Plantline: sumber data *${name}* menjawab lagi. Tadi tidak menjawab sejak ${since}.`,
  },
} as const;

/** Errors are written in English, so another language tells what kind of error it is. */
const WHY_ID: Readonly<Record<ErrorKind, string>> = {
  timeout:
    'Tidak ada jawaban dalam batas waktu: periksa apakah server hidup dan tidak kelebihan beban.',
  upstream: 'Server tidak dapat dihubungi atau jawabannya rusak: periksa server dan jaringannya.',
  unauthenticated:
    'Login Plantline ditolak: periksa nama pengguna dan kata sandi di halaman sumber data.',
  forbidden: 'Akun Plantline di sana tidak punya hak baca: periksa hak aksesnya.',
  throttled: 'Server menolak karena terlalu banyak permintaan.',
  invalid: 'Pengaturannya tidak dapat dipakai: periksa di halaman sumber data.',
  not_found: 'Yang ditanyakan tidak ada di sana: periksa alamatnya di halaman sumber data.',
  conflict: 'Pengaturannya tidak dapat dipakai: periksa di halaman sumber data.',
  internal: 'Terjadi kesalahan di Plantline: lihat log.',
};

function asksEn(triggers: number): string {
  if (triggers === 0) return 'No trigger asks it.';
  return triggers === 1 ? '1 trigger asks it.' : `${triggers} triggers ask it.`;
}

function asksId(triggers: number): string {
  return triggers === 0 ? 'Tidak ada pemicu yang memakainya.' : `${triggers} pemicu memakainya.`;
}
