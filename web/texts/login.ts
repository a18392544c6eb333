import { defineTexts } from '../app/define-texts.ts';

export const loginTexts = defineTexts('login', {
  en: {
    title: 'Log in',
    username: 'User name',
    password: 'Password',
    logIn: 'Log in',
    code: 'Code of your second factor',
    codeHint: 'Six digits from your authenticator app, or one of your recovery codes.',
    codeNeeded: 'The password is right. Now the code.',
    otherUser: 'Log in as somebody else',
    locked: 'Too many wrong passwords in a row.',
    lockedFor: 'You can try again in {{time}}. An administrator can unlock the account sooner.',
    waitFor: 'Too many tries. You can try again in {{time}}.',
    lockOver: 'You can try again now.',
    replaced:
      'You were signed out because the same user logged in elsewhere. If that was not you, change the password.',
    expired: 'You were signed out because the session had run its time.',
    ended: 'You were signed out: the session was ended, by you or by an administrator.',
    other: 'Log in first.',
    replacedOther: 'The session you had elsewhere has ended.',
    forgot:
      'Forgot the password? An administrator can give you a new one. The first administrator uses “plantline user passwd” on the machine.',
  },
  id: {
    title: 'Masuk',
    username: 'Nama pengguna',
    password: 'Kata sandi',
    logIn: 'Masuk',
    code: 'Kode faktor kedua',
    codeHint: 'Enam angka dari aplikasi autentikator, atau salah satu kode pemulihan.',
    codeNeeded: 'Kata sandinya benar. Sekarang kodenya.',
    otherUser: 'Masuk sebagai pengguna lain',
    locked: 'Kata sandi salah terlalu sering berturut-turut.',
    lockedFor:
      'Anda bisa mencoba lagi dalam {{time}}. Administrator bisa membuka kunci lebih cepat.',
    waitFor: 'Terlalu banyak percobaan. Coba lagi dalam {{time}}.',
    lockOver: 'Sekarang Anda bisa mencoba lagi.',
    replaced:
      'Anda dikeluarkan karena pengguna yang sama masuk di tempat lain. Jika itu bukan Anda, ganti kata sandi.',
    expired: 'Anda dikeluarkan karena waktu sesi sudah habis.',
    ended: 'Anda dikeluarkan: sesi diakhiri, oleh Anda atau administrator.',
    other: 'Silakan masuk dulu.',
    replacedOther: 'Sesi Anda di tempat lain sudah berakhir.',
    forgot:
      'Lupa kata sandi? Administrator bisa memberi yang baru. Administrator pertama memakai “plantline user passwd” di mesinnya.',
  },
});
