import { defineTexts } from '../app/define-texts.ts';

export const passwordTexts = defineTexts('password', {
  en: {
    label: 'Password',
    rules:
      'At least {{least}} characters, not the user’s own name, and none of the passwords that are guessed first. Three or four words of your own are easy to remember and hard to guess.',
    missing_one: 'One more character.',
    missing_other: '{{count}} more characters.',
    tooShort: 'A password has at least {{least}} characters.',
    longEnough: 'Long enough.',
    ownName: 'Do not use the user’s own name.',
  },
  id: {
    label: 'Kata sandi',
    rules:
      'Minimal {{least}} karakter, bukan nama penggunanya sendiri, dan bukan kata sandi yang paling sering dipakai. Tiga atau empat kata pilihan sendiri mudah diingat dan sulit ditebak.',
    missing_one: 'Kurang {{count}} karakter.',
    missing_other: 'Kurang {{count}} karakter.',
    tooShort: 'Kata sandi minimal {{least}} karakter.',
    longEnough: 'Sudah cukup panjang.',
    ownName: 'Jangan pakai nama penggunanya sendiri.',
  },
});
