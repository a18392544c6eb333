import { defineTexts } from '../app/define-texts.ts';

export const whatsappTexts = defineTexts('whatsapp', {
  en: {
    title: 'WhatsApp',
    hint: 'Whether people reach Plantline by WhatsApp, and how to link it.',
    notBuiltTitle: 'WhatsApp cannot be linked yet',
    notBuiltText:
      'This version of Plantline has no WhatsApp connection built in. Until one comes with an update, nobody can write to it by WhatsApp.',
    worksTitle: 'What works today',
    worksChat:
      'The chat page talks to Plantline exactly as a phone would: the same names, the same answers, as any contact.',
    worksPrepare:
      'Everything can be prepared: triggers, groups and contacts with their phone numbers count for WhatsApp too, once it is linked.',
    toChat: 'Open the chat',
    toContacts: 'See the contacts',
    state: 'WhatsApp',
    ready: 'Ready',
    readyText: 'Messages come and go.',
    linked: 'Linked, not ready',
    linkedText:
      'A phone is linked, but messages do not come or go right now. Plantline keeps trying by itself.',
    connecting: 'Connecting',
    connectingText: 'Waits for the phone, or for WhatsApp to answer. This takes up to a minute.',
    notLinked: 'Not linked',
    notLinkedText: 'No phone is linked yet.',
    notLinkedOther: 'No phone is linked yet. An administrator can link one.',
    phone: 'Phone number',
    botId: 'WhatsApp id',
    reconnects: 'Tries to reconnect',
    lastChange: 'Last change',
    link: 'Link WhatsApp',
    linking: 'Linking has begun.',
    unlink: 'End the link',
    unlinkTitle: 'End the link to WhatsApp?',
    unlinkText:
      'Nobody gets answers by WhatsApp until a phone is linked again. Contacts and triggers stay.',
    unlinked: 'The link is ended.',
    scanTitle: 'Scan this code',
    scanSteps:
      'Open WhatsApp on the phone, choose “Linked devices”, then “Link a device”, and point the camera at the code.',
    scanRenewed: 'The code changes every few seconds; this page shows the one that counts.',
    qrLabel: 'Code to link WhatsApp',
    qrWaiting: 'The code is on its way.',
    transports: 'Ways messages come and go',
    notReady: 'Not ready',
    'detail.simulator': 'Built in. Used by the chat page and by programs.',
  },
  id: {
    title: 'WhatsApp',
    hint: 'Apakah Plantline bisa dihubungi lewat WhatsApp, dan cara menautkannya.',
    notBuiltTitle: 'WhatsApp belum bisa ditautkan',
    notBuiltText:
      'Versi Plantline ini belum punya sambungan WhatsApp. Sampai ada pembaruan yang membawanya, belum ada yang bisa menulis lewat WhatsApp.',
    worksTitle: 'Yang sudah bisa dipakai',
    worksChat:
      'Halaman obrolan berbicara dengan Plantline persis seperti ponsel: nama yang sama, jawaban yang sama, sebagai kontak mana pun.',
    worksPrepare:
      'Semuanya bisa disiapkan: pemicu, grup, dan kontak dengan nomor ponselnya berlaku juga untuk WhatsApp begitu ditautkan.',
    toChat: 'Buka obrolan',
    toContacts: 'Lihat kontak',
    state: 'WhatsApp',
    ready: 'Siap',
    readyText: 'Pesan masuk dan keluar.',
    linked: 'Tertaut, tidak siap',
    linkedText:
      'Ponsel sudah tertaut, tetapi pesan saat ini tidak masuk atau keluar. Plantline terus mencoba sendiri.',
    connecting: 'Menyambung',
    connectingText:
      'Menunggu ponsel, atau jawaban WhatsApp. Ini bisa memakan waktu sampai satu menit.',
    notLinked: 'Belum tertaut',
    notLinkedText: 'Belum ada ponsel yang tertaut.',
    notLinkedOther: 'Belum ada ponsel yang tertaut. Administrator bisa menautkannya.',
    phone: 'Nomor ponsel',
    botId: 'Id WhatsApp',
    reconnects: 'Percobaan menyambung lagi',
    lastChange: 'Perubahan terakhir',
    link: 'Tautkan WhatsApp',
    linking: 'Penautan dimulai.',
    unlink: 'Putuskan tautan',
    unlinkTitle: 'Putuskan tautan ke WhatsApp?',
    unlinkText:
      'Tidak ada yang dijawab lewat WhatsApp sampai sebuah ponsel ditautkan lagi. Kontak dan pemicu tetap ada.',
    unlinked: 'Tautan diputuskan.',
    scanTitle: 'Pindai kode ini',
    scanSteps:
      'Buka WhatsApp di ponsel, pilih “Perangkat tertaut”, lalu “Tautkan perangkat”, dan arahkan kamera ke kode.',
    scanRenewed: 'Kode berganti setiap beberapa detik; halaman ini menampilkan yang berlaku.',
    qrLabel: 'Kode untuk menautkan WhatsApp',
    qrWaiting: 'Kode sedang disiapkan.',
    transports: 'Jalur pesan masuk dan keluar',
    notReady: 'Tidak siap',
    'detail.simulator': 'Bawaan. Dipakai halaman obrolan dan program lain.',
  },
});
